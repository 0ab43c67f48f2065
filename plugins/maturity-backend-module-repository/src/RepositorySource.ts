import { repositoryFactSchema } from '@plumbline/plugin-maturity-common';
import {
  FactAnswer,
  FactRequest,
  FactSource,
} from '@plumbline/plugin-maturity-node';
import { HumanDuration } from '@backstage/types';
import { extractFindings } from './extract/extractFindings';
import { RepositoryFindings } from './extract/Findings';
import { inParallel } from './inParallel';
import { mergeFindings, unsupported } from './mergeFindings';
import { GitHosts } from './places/GitHosts';
import { namedRepositories } from './places/namedRepositories';
import {
  NamedRepository,
  RepositoryPlace,
  belongsTo,
  placeKey,
} from './places/RepositoryPlace';
import { Reading, RepositoryProblem } from './reading/Reading';
import { RepositoryReader } from './reading/RepositoryReader';
import { RepositoryConfig } from './readRepositoryConfig';
import {
  RepositoryRecord,
  RepositoryState,
  readState,
  storedState,
} from './RepositoryState';

/** A workload in a round. */
interface Member {
  workloadRef: string;
  repositories: NamedRepository[];
  problems: string[];
  state?: RepositoryState;
  /** What is known of its repositories after this round, as far as they could be read. */
  records: Record<string, RepositoryRecord>;
  changed: boolean;
}

/** A repository in a round, with the workloads that name it. */
interface Visit {
  place: RepositoryPlace;
  users: { member: Member; folders: string[]; record?: RepositoryRecord }[];
}

/**
 * Facts from the source repositories that workloads and their parts name.
 *
 * A repository is read once a round however many workloads name it, and with
 * the etag of the last time, so that one which did not change costs one
 * request. Facts of a workload are answered only when all its repositories
 * could be read: what was not read is not evidence of absence.
 */
export class RepositorySource implements FactSource {
  readonly schema = repositoryFactSchema;
  readonly frequency: HumanDuration;
  readonly #reader: RepositoryReader;
  readonly #hosts: GitHosts;
  readonly #concurrency: number;
  readonly #now: () => Date;

  constructor(options: {
    reader: RepositoryReader;
    hosts: GitHosts;
    config: RepositoryConfig;
    /** The clock that ends of support are compared with. */
    now?: () => Date;
  }) {
    this.#reader = options.reader;
    this.#hosts = options.hosts;
    this.frequency = options.config.frequency;
    this.#concurrency = options.config.limits.concurrency;
    this.#now = options.now ?? (() => new Date());
  }

  async collect(
    requests: FactRequest[],
    { signal }: { signal: AbortSignal },
  ): Promise<FactAnswer[]> {
    const members = requests.map(request => this.#member(request));
    const visits = visitsOf(members);
    await inParallel(visits, this.#concurrency, visit =>
      this.#visit(visit, signal),
    );
    return members.map(member => this.#answer(member));
  }

  #member({ workload, state }: FactRequest): Member {
    const { repositories, problems } = namedRepositories(workload, this.#hosts);
    return {
      workloadRef: workload.workloadRef,
      repositories,
      problems,
      state: readState(state),
      records: {},
      changed: false,
    };
  }

  async #visit({ place, users }: Visit, signal: AbortSignal): Promise<void> {
    const key = placeKey(place);
    try {
      const reading = await this.#reader.read(place, sharedEtag(users), signal);
      if (reading.unchanged) {
        for (const { member, record } of users) member.records[key] = record!;
      } else {
        await keep(key, reading, users);
      }
    } catch (error) {
      const problem =
        error instanceof RepositoryProblem
          ? error.message
          : `The files of the repository ${place.name} could not be evaluated`;
      for (const { member } of users) member.problems.push(problem);
    }
  }

  #answer(member: Member): FactAnswer {
    const { workloadRef, problems, records, state } = member;
    const now = this.#now();
    const judgedOn = now.toISOString().slice(0, 10);
    if (problems.length > 0) {
      const error = problems.sort().join('. ');
      if (!member.changed) return { workloadRef, error };
      // What could be read is kept, so that it need not be read again.
      const repositories = { ...state?.repositories, ...records };
      return {
        workloadRef,
        error,
        state: storedState({ judgedOn, repositories, unanswered: true }),
      };
    }
    // Nothing can be said about the repositories of a workload that names none.
    if (member.repositories.length === 0) {
      // Without facts there is nothing that could be unchanged next time.
      return { workloadRef, facts: {}, ...(state && { state: null }) };
    }

    const sameRepositories =
      state !== undefined &&
      Object.keys(state.repositories).sort().join('\n') ===
        Object.keys(records).sort().join('\n');
    const sameSupport =
      state !== undefined &&
      unsupported(records, now).join('\n') ===
        unsupported(records, new Date(state.judgedOn)).join('\n');
    const answered = state !== undefined && !state.unanswered;
    if (!member.changed && answered && sameRepositories && sameSupport) {
      return { workloadRef, unchanged: true };
    }
    return {
      workloadRef,
      facts: mergeFindings(records, now),
      state: storedState({ judgedOn, repositories: records }),
    };
  }
}

/** Each repository once, with everybody who names it. */
function visitsOf(members: Member[]): Visit[] {
  const visits = new Map<string, Visit>();
  for (const member of members) {
    // A workload that cannot be answered anyway needs no reading.
    if (member.problems.length > 0) continue;
    for (const { place, folders } of member.repositories) {
      const key = placeKey(place);
      const visit = visits.get(key) ?? { place, users: [] };
      const record = member.state?.repositories[key];
      visit.users.push({
        member,
        folders,
        record:
          record && sameFolders(record.folders, folders) ? record : undefined,
      });
      visits.set(key, visit);
    }
  }
  return [...visits.values()];
}

/** The etag that all who name a repository have seen; without one it is read anew. */
function sharedEtag(users: Visit['users']): string | undefined {
  const etag = users[0]?.record?.etag;
  return users.every(({ record }) => record?.etag === etag) ? etag : undefined;
}

/** Extracts once for everybody who owns the same folders. */
async function keep(
  key: string,
  { etag, files }: Extract<Reading, { unchanged: false }>,
  users: Visit['users'],
): Promise<void> {
  const byFolders = new Map<string, RepositoryFindings>();
  for (const { member, folders, record } of users) {
    if (record?.etag === etag) {
      member.records[key] = record;
      continue;
    }
    const scope = folders.join('\n');
    let findings = byFolders.get(scope);
    if (!findings) {
      findings = await extractFindings(
        files.filter(({ path }) => belongsTo(path, folders)),
      );
      byFolders.set(scope, findings);
    }
    member.records[key] = { etag, folders, findings };
    member.changed = true;
  }
}

function sameFolders(a: string[], b: string[]): boolean {
  return a.join('\n') === b.join('\n');
}
