import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** Tables of Azure Monitor that our queries read, with the columns of them, from the tables' reference at Microsoft Learn. */
const TABLES: Record<string, string> = {
  AppBrowserTimings: '(TotalDurationMs: real, ItemCount: int)',
  AppDependencies: '(DurationMs: real, ItemCount: int)',
  AppRequests:
    '(Success: bool, ResultCode: string, DurationMs: real, ItemCount: int)',
  AZKVAuditLogs: '(HttpStatusCode: int)',
  AzureDiagnostics:
    '(Category: string, httpStatusCode_s: string, timeTaken_s: string)',
  StorageBlobLogs: '(StatusCode: string)',
};

/** What is wrong with a query in the Kusto Query Language: its syntax, and names that there are not. */
export type KqlCheck = (query: string) => string[];

/**
 * Microsoft's own language service. It was made for browsers and puts itself
 * into the global object, so that it gets one of its own.
 */
export function createKqlCheck(): KqlCheck {
  const folder = dirname(
    require.resolve('@kusto/language-service-next/package.json'),
  );
  const sandbox: any = createContext({ console, setTimeout, clearTimeout });
  for (const file of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
    runInContext(readFileSync(join(folder, file), 'utf8'), sandbox);
  }
  const { GlobalState, KustoCode, Symbols } = sandbox.Kusto.Language;
  const tables = Object.entries(TABLES).map(([name, columns]) =>
    Symbols.TableSymbol.From(columns).WithName(name),
  );
  const workspace = new Symbols.DatabaseSymbol.$ctor1('workspace', tables);
  const state = GlobalState.Default.WithDatabase(workspace);
  return query => {
    const found = KustoCode.ParseAndAnalyze(query, state).GetDiagnostics();
    return Array.from({ length: found.Count }, (_, i) =>
      String(found.getItem(i).Message),
    );
  };
}
