/** For back ends: errors and warnings only, so that figures can be read. */
export const quietLogger = {
  error: (message: string, meta?: Error) =>
    process.stderr.write(`error: ${message} ${meta?.message ?? ''}\n`),
  warn: (message: string) => {
    // A benchmark stays on loopback and signs in as a guest, which production would be warned of.
    if (/localhost URL|[Gg]uest/.test(message)) return;
    process.stderr.write(`warn: ${message}\n`);
  },
  info: () => {},
  debug: () => {},
  child: () => quietLogger,
};
