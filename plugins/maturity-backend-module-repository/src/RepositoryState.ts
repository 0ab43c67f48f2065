import { JsonObject, JsonValue } from '@backstage/types';
import { EXTRACTION_VERSION } from './extract/extractFindings';
import { RepositoryFindings } from './extract/Findings';

/** What was found in a repository for one workload. */
export interface RepositoryRecord {
  /** Of the reading that the findings are from. */
  etag: string;
  /** What of the repository belongs to the workload; empty means all of it. */
  folders: string[];
  findings: RepositoryFindings;
}

/** What is kept of a workload between two rounds. */
export interface RepositoryState {
  /** ISO 8601 date on which versions were last compared with their end of support. */
  judgedOn: string;
  /** By what the repository is known by. */
  repositories: Record<string, RepositoryRecord>;
  /** Whether some of this is not in any answer yet, because another repository could not be read. */
  unanswered?: boolean;
}

/** A state as it is stored. */
export function storedState(state: RepositoryState): JsonValue {
  return {
    extraction: EXTRACTION_VERSION,
    ...state,
  } as unknown as JsonObject;
}

/** A stored state, unless there is none or an older version of the extraction wrote it. */
export function readState(
  stored: JsonValue | undefined,
): RepositoryState | undefined {
  const state = stored as
    | (RepositoryState & { extraction?: number })
    | undefined
    | null;
  return state?.extraction === EXTRACTION_VERSION && state.repositories
    ? {
        judgedOn: state.judgedOn,
        repositories: state.repositories,
        unanswered: state.unanswered,
      }
    : undefined;
}
