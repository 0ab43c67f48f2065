import { createApiRef } from '@backstage/core-plugin-api';
import {
  AttestationInput,
  AttestationsAccepted,
  Campaign,
  CampaignInput,
  CampaignState,
  CampaignWorkloadPage,
  DryRun,
  DryRunInput,
  Exemption,
  ExemptionDecision,
  ExemptionOrder,
  ExemptionPage,
  ExemptionRequest,
  ExemptionState,
  FactSourceView,
  FactView,
  Milestone,
  MilestoneComparison,
  MilestoneInput,
  ModelScorecard,
  ModelStatus,
  ModelView,
  PortfolioChanges,
  PortfolioFilter,
  PortfolioFilterValues,
  PortfolioOrder,
  PortfolioPage,
  PortfolioSummary,
  WorkloadMaturity,
} from '@plumbline/plugin-maturity-common';
import { WorkloadName } from '@plumbline/plugin-workload-react';

export type {
  ModelCriterionView,
  ModelPillarView,
  ModelStrategyView,
  ModelView,
} from '@plumbline/plugin-maturity-common';

/** Which part of a list. */
export interface Paging {
  /** From 0. */
  offset?: number;
  limit?: number;
}

/** In which order workloads come. */
export interface PortfolioSort {
  sort?: PortfolioOrder;
  direction?: 'asc' | 'desc';
}

/** An answer of the signed-in user. */
export type Answer = Omit<AttestationInput, 'attestedBy' | 'attestedAt'>;

/** Which exemptions are listed. */
export interface ExemptionFilter {
  states?: ExemptionState[];
  /** Full ref. */
  workloadRef?: string;
  /** Full refs. */
  owners?: string[];
}

/** In which order exemptions are listed. */
export interface ExemptionSort {
  /** By request when absent. */
  sort?: ExemptionOrder;
  /** When absent, the newest request first, and otherwise ascending. */
  direction?: 'asc' | 'desc';
}

/** What the signed-in user may do at all. */
export interface MaturityPermissions {
  read: boolean;
  /** Answer questions and ask for exemptions; moreover only for workloads of one's own. */
  attest: boolean;
  /** Decide exemptions. */
  exempt: boolean;
  /** Run campaigns and freeze milestones. */
  campaign: boolean;
  /** Try out changed models. */
  model: boolean;
  /** Have facts collected now. */
  refresh: boolean;
}

/** What the pages ask the maturity back end. Every call throws a `ResponseError` when it is refused or fails. */
export interface MaturityApi {
  /** What the signed-in user may do at all. */
  getPermissions(): Promise<MaturityPermissions>;

  /** Where a workload stands on every model; without its criteria. */
  getWorkload(workload: WorkloadName): Promise<WorkloadMaturity>;

  /** Everything about a workload on one model. */
  getScorecard(
    workload: WorkloadName,
    modelId: string,
  ): Promise<ModelScorecard>;

  /** What is known of a workload. */
  getFacts(workload: WorkloadName): Promise<{ items: FactView[] }>;

  /** Collects all facts of workloads now and evaluates them. */
  refresh(workloadRefs: string[]): Promise<{ workloads: number }>;

  /** Answers questions as the signed-in user, all or none. */
  attest(answers: Answer[]): Promise<AttestationsAccepted>;

  /** Asks that a criterion need not be met for a while. */
  requestExemption(request: ExemptionRequest): Promise<Exemption>;

  /** Exemptions, the newest request first unless sorted. */
  getExemptions(
    filter?: ExemptionFilter,
    page?: ExemptionSort & Paging,
  ): Promise<ExemptionPage>;

  /** Approves, denies, revokes or withdraws an exemption. */
  decideExemption(id: string, decision: ExemptionDecision): Promise<Exemption>;

  /** Workloads with their levels. */
  getPortfolio(
    filter: PortfolioFilter,
    page?: PortfolioSort & Paging,
  ): Promise<PortfolioPage>;

  /** Values that workloads can be filtered by. */
  getPortfolioFilters(modelId: string): Promise<PortfolioFilterValues>;

  /**
   * How workloads are spread over the levels, now and over time, and what most of them miss.
   *
   * @param options - `days` of the trend.
   */
  getPortfolioSummary(
    filter: PortfolioFilter,
    options?: { days?: number },
  ): Promise<PortfolioSummary>;

  /**
   * Changes of levels, the newest first.
   *
   * @param options - `since` in ISO 8601.
   */
  getPortfolioChanges(
    filter: PortfolioFilter,
    options: { since: string } & Paging,
  ): Promise<PortfolioChanges>;

  /**
   * Every workload that the filter lets through, as CSV.
   *
   * @param onProgress - told how many bytes have come so far.
   */
  downloadPortfolio(
    filter: PortfolioFilter & PortfolioSort,
    onProgress?: (bytes: number) => void,
  ): Promise<Blob>;

  /** Frozen levels of a model. */
  getMilestones(modelId?: string): Promise<{ items: Milestone[] }>;

  /** Freezes the levels as they are now. */
  createMilestone(milestone: MilestoneInput): Promise<Milestone>;

  /** Removes a milestone. */
  deleteMilestone(id: string): Promise<void>;

  /**
   * What changed from a milestone to another time.
   *
   * @param options - `with`: id of a milestone, an ISO time or `now`.
   */
  compareMilestone(
    id: string,
    filter: Partial<PortfolioFilter>,
    options: { with: string } & Paging,
  ): Promise<MilestoneComparison>;

  /** Campaigns in some states, or all. */
  getCampaigns(states?: CampaignState[]): Promise<{ items: Campaign[] }>;

  /** One campaign. */
  getCampaign(id: string): Promise<Campaign>;

  /** Starts a campaign. */
  createCampaign(campaign: CampaignInput): Promise<Campaign>;

  /** Changes a campaign. */
  updateCampaign(id: string, campaign: CampaignInput): Promise<Campaign>;

  /** Ends a campaign before its deadline. */
  closeCampaign(id: string): Promise<Campaign>;

  /** Removes a campaign. */
  deleteCampaign(id: string): Promise<void>;

  /** The workloads of a campaign; those that did it, those that did not, or all. */
  getCampaignWorkloads(
    id: string,
    options?: { done?: boolean } & Paging,
  ): Promise<CampaignWorkloadPage>;

  /** Configured models, and what is wrong with their files. */
  getModels(): Promise<{ items: ModelStatus[] }>;

  /** A model that is in force. */
  getModel(id: string): Promise<ModelView>;

  /** The files of a model that is in force. */
  getModelFiles(id: string): Promise<DryRunInput>;

  /** Begins to evaluate a changed model over all workloads; see {@link getDryRun}. */
  startDryRun(input: DryRunInput): Promise<DryRun>;

  /** How far a dry run is, and what it found. */
  getDryRun(id: string): Promise<DryRun>;

  /** Where facts come from, and how the newest round went. */
  getFactSources(): Promise<{ items: FactSourceView[] }>;

  /** A workload's badge, an SVG image. */
  getBadge(workload: WorkloadName, badge?: BadgeOptions): Promise<Blob>;

  /** Address of a workload's badge, for pages outside the portal. */
  getBadgeUrl(workload: WorkloadName, badge?: BadgeOptions): Promise<string>;
}

/** What a badge says. */
export interface BadgeOptions {
  modelId?: string;
  /** The level of one pillar; overall when absent. */
  pillarId?: string;
  /** Its first words. */
  label?: string;
}

/** Ref of {@link MaturityApi}. */
export const maturityApiRef = createApiRef<MaturityApi>({
  id: 'plugin.maturity.api',
});
