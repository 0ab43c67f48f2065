/** Lets milliseconds go by. */
export function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}

/** Until this process has done what it had to do: less than a tenth of a processor for three seconds. */
export async function untilQuiet(): Promise<void> {
  for (;;) {
    const before = process.cpuUsage();
    await pause(3_000);
    const { user, system } = process.cpuUsage(before);
    if (user + system < 300_000) return;
  }
}
