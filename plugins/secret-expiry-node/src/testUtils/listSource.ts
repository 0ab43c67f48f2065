import {
  CredentialSource,
  ListOptions,
  ListedCredential,
  PlaceOutcome,
} from '../CredentialSource';

/** All that a source lists: credentials, and how the look at each place ended. */
export async function listSource(
  source: CredentialSource,
  options: Partial<ListOptions> = {},
): Promise<{
  credentials: ListedCredential[];
  outcomes: PlaceOutcome[];
}> {
  const credentials: ListedCredential[] = [];
  const outcomes: PlaceOutcome[] = [];
  for await (const item of source.list({
    fingerprints: new Map(),
    done: new Set(),
    memoryOf: async () => undefined,
    signal: new AbortController().signal,
    ...options,
  })) {
    if (item.type === 'credentials') credentials.push(...item.credentials);
    else outcomes.push(item);
  }
  return { credentials, outcomes };
}

/** What an outcome says is wrong at its place. */
export function problemsOf(outcome: PlaceOutcome): string[] {
  if (outcome.outcome === 'could-not-look') return [outcome.reason];
  const problems = 'problems' in outcome ? outcome.problems ?? [] : [];
  return problems.map(problem =>
    'sentence' in problem ? problem.sentence : problem.expected,
  );
}
