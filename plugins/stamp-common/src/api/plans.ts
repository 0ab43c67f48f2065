import type { EstatePlan } from '../estatePlan';
import type { MonthlyCost } from '../cost';
import type {
  Infrastructure,
  PipelineHost,
  Relaxation,
  StampViolation,
} from '../plan';
import type { WorkloadRequest } from '../workloadPlan';

/** What somebody wants done, as the form, an action's input and an agent say it. Body of `POST /plans`. */
export type PlanRequest =
  | ({ kind: 'add' } & AddStampRequest)
  | ({ kind: 'change' } & ChangeStampRequest)
  | { kind: 'retire'; stampRef: string }
  | ({ kind: 'new-workload' } & WorkloadRequest & {
        /** Its first stamp. */
        stamp: Omit<
          AddStampRequest,
          'workloadRef' | 'infrastructure' | 'pipeline' | 'image'
        >;
      });

/** Another stamp of a workload. */
export interface AddStampRequest {
  /** Full ref. */
  workloadRef: string;
  environment: string;
  /** Azure region name. */
  region: string;
  /** Concurrent users at the peak. */
  expectedUsers: number;
  /** `terraform` when absent. */
  infrastructure?: Infrastructure;
  /** `azure-devops` when absent. */
  pipeline?: PipelineHost;
  /** `<registry>/<repository>:<tag>`; the one that the workload runs when absent. */
  image?: string;
  /** CIDR block; the next free one when absent. */
  addressRange?: string;
  monthlyCost?: MonthlyCost;
  relaxations?: Relaxation[];
}

/** A stamp as it shall be; what is absent stays. The newest template version is always taken. */
export interface ChangeStampRequest {
  /** Full ref of the stamp's entity. */
  stampRef: string;
  expectedUsers?: number;
  image?: string;
  /** In percent of its full part of the traffic. */
  trafficWeight?: number;
  monthlyCost?: MonthlyCost;
}

/** Answer of `POST /plans`: what would be done, or everything that stands against it. Nothing is written. */
export type PlanAnswer =
  | {
      plan: EstatePlan;
      /** What the pull request would be called, and say. */
      title: string;
      body: string;
      /** Where it would go; absent where no estate is configured, so that it can go nowhere. */
      estate?: PlanEstate;
      files: PlannedFile[];
      /** What to know, although it is allowed. */
      notes: string[];
      /** The same change, asked for already and not merged yet. */
      pullRequest?: PullRequestLink;
      violations?: undefined;
    }
  | { plan?: undefined; violations: StampViolation[] };

/** The estate that a plan is for. */
export interface PlanEstate {
  /** The folder, or the repository's address. */
  place: string;
  /** Branch on which it would be proposed; absent for a folder, whose files count as soon as they are written. */
  branch?: string;
}

/** A file before and after; `undefined` where it is not there. */
export interface PlannedFile {
  /** Below the estate's root. */
  path: string;
  before?: string;
  after?: string;
}

/** A pull request (merge request) of the estate. */
export interface PullRequestLink {
  /** As people say it, such as `#12` or `!12`. */
  label: string;
  url: string;
  branch: string;
}
