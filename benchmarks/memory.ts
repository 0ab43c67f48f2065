import {
  NodeGCPerformanceDetail,
  PerformanceObserver,
  constants,
} from 'node:perf_hooks';

/** Most memory of this process above what it was before, in MB. */
export interface PeakMemory {
  rss: number;
  heap: number;
  /** Of the heap, right after a whole collection. */
  live: number;
  /** Of the heap, when it was over and collected. */
  left: number;
}

/** Watches this process's memory until it is stopped; collects before and after, where that is exposed. */
export function watchMemory(): { stop(): PeakMemory } {
  heapNow();
  const before = process.memoryUsage();
  const peak = { ...before };
  const timer = setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage();
    peak.rss = Math.max(peak.rss, rss);
    peak.heapUsed = Math.max(peak.heapUsed, heapUsed);
  }, 100);
  let live = before.heapUsed;
  const collected = new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const { kind } = (entry as { detail?: NodeGCPerformanceDetail }).detail!;
      if (kind !== constants.NODE_PERFORMANCE_GC_MAJOR) continue;
      live = Math.max(live, process.memoryUsage().heapUsed);
    }
  });
  collected.observe({ entryTypes: ['gc'] });
  return {
    stop() {
      clearInterval(timer);
      collected.disconnect();
      return {
        rss: (peak.rss - before.rss) / 1e6,
        heap: (peak.heapUsed - before.heapUsed) / 1e6,
        live: (live - before.heapUsed) / 1e6,
        left: (heapNow() - before.heapUsed) / 1e6,
      };
    },
  };
}

function heapNow(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}
