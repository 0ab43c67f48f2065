import { prometheusInstalled, startPrometheus } from './prometheus';
import { queryLoad } from './queryLoad';
import { windowsRead } from './windowsRead';

const SERVICES = Number(process.env.BENCH_PROMETHEUS_SLOS ?? 40);
const WITH_RULES = Math.min(SERVICES, 20);

/** The figures beside a real Prometheus: `windows-read` and `query-load`. */
export async function besidePrometheus(): Promise<void> {
  if (!prometheusInstalled) {
    process.stderr.write(
      'windows-read and query-load were left out: prometheus and promtool are not installed\n',
    );
    return;
  }
  const prometheus = await startPrometheus({
    services: SERVICES,
    withRules: WITH_RULES,
  });
  try {
    await queryLoad(prometheus);
    await windowsRead(prometheus);
  } finally {
    await prometheus.stop();
  }
}
