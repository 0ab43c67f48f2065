import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  CampaignInput,
  CampaignState,
  DryRunInput,
  ExemptionDecision,
  ExemptionRequest,
  MilestoneInput,
  PortfolioFilter,
} from '@plumbline/plugin-maturity-common';
import {
  PluginClient,
  Query,
  WorkloadName,
  searchOf,
} from '@plumbline/plugin-workload-react';
import {
  Answer,
  BadgeOptions,
  ExemptionFilter,
  ExemptionSort,
  MaturityApi,
  Paging,
  PortfolioSort,
} from './MaturityApi';

/** {@link MaturityApi} over HTTP. */
export class MaturityClient extends PluginClient implements MaturityApi {
  readonly #discoveryApi: DiscoveryApi;

  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('maturity', apis);
    this.#discoveryApi = apis.discoveryApi;
  }

  async getPermissions() {
    return this.get<Got<'getPermissions'>>('/permissions');
  }

  async getWorkload(workload: WorkloadName) {
    return this.get<Got<'getWorkload'>>(pathOf(workload));
  }

  async getScorecard(workload: WorkloadName, modelId: string) {
    return this.get<Got<'getScorecard'>>(
      `${pathOf(workload)}/models/${encodeURIComponent(modelId)}`,
    );
  }

  async getFacts(workload: WorkloadName) {
    return this.get<Got<'getFacts'>>(`${pathOf(workload)}/facts`);
  }

  async refresh(workloadRefs: string[]) {
    return this.post<Got<'refresh'>>('/refresh', { workloadRefs });
  }

  async attest(answers: Answer[]) {
    return this.post<Got<'attest'>>('/attestations', { items: answers });
  }

  async requestExemption(request: ExemptionRequest) {
    return this.post<Got<'requestExemption'>>('/exemptions', request);
  }

  async getExemptions(
    filter: ExemptionFilter = {},
    page: ExemptionSort & Paging = {},
  ) {
    return this.get<Got<'getExemptions'>>('/exemptions', {
      state: filter.states,
      workload: filter.workloadRef,
      owner: filter.owners,
      ...page,
    });
  }

  async decideExemption(id: string, decision: ExemptionDecision) {
    return this.post<Got<'decideExemption'>>(
      `/exemptions/${encodeURIComponent(id)}/decision`,
      decision,
    );
  }

  async getPortfolio(
    filter: PortfolioFilter,
    page: PortfolioSort & Paging = {},
  ) {
    const { sort, direction, limit, offset } = page;
    return this.get<Got<'getPortfolio'>>('/portfolio', {
      ...queryOf(filter),
      sort,
      direction,
      limit,
      offset,
    });
  }

  async getPortfolioFilters(modelId: string) {
    return this.get<Got<'getPortfolioFilters'>>('/portfolio/filters', {
      model: modelId,
    });
  }

  async getPortfolioSummary(
    filter: PortfolioFilter,
    { days }: { days?: number } = {},
  ) {
    return this.get<Got<'getPortfolioSummary'>>('/portfolio/summary', {
      ...scopeOf(filter),
      days,
    });
  }

  async getPortfolioChanges(
    filter: PortfolioFilter,
    { since, limit, offset }: { since: string } & Paging,
  ) {
    return this.get<Got<'getPortfolioChanges'>>('/portfolio/changes', {
      ...scopeOf(filter),
      text: filter.text,
      since,
      limit,
      offset,
    });
  }

  async downloadPortfolio(
    filter: PortfolioFilter & PortfolioSort,
    onProgress?: (bytes: number) => void,
  ) {
    const { sort, direction } = filter;
    return this.getBlob(
      '/portfolio.csv',
      { ...queryOf(filter), sort, direction },
      onProgress,
    );
  }

  async getMilestones(modelId?: string) {
    return this.get<Got<'getMilestones'>>('/milestones', { model: modelId });
  }

  async createMilestone(milestone: MilestoneInput) {
    return this.post<Got<'createMilestone'>>('/milestones', milestone);
  }

  async deleteMilestone(id: string) {
    await this.delete(`/milestones/${encodeURIComponent(id)}`);
  }

  async compareMilestone(
    id: string,
    filter: Partial<PortfolioFilter>,
    options: { with: string } & Paging,
  ) {
    const { model, ...scope } = scopeOf(filter);
    return this.get<Got<'compareMilestone'>>(
      `/milestones/${encodeURIComponent(id)}/comparison`,
      {
        ...scope,
        text: filter.text,
        with: options.with,
        limit: options.limit,
        offset: options.offset,
      },
    );
  }

  async getCampaigns(states?: CampaignState[]) {
    return this.get<Got<'getCampaigns'>>('/campaigns', { state: states });
  }

  async getCampaign(id: string) {
    return this.get<Got<'getCampaign'>>(campaignPath(id));
  }

  async createCampaign(campaign: CampaignInput) {
    return this.post<Got<'createCampaign'>>('/campaigns', campaign);
  }

  async updateCampaign(id: string, campaign: CampaignInput) {
    return this.put<Got<'updateCampaign'>>(campaignPath(id), campaign);
  }

  async closeCampaign(id: string) {
    return this.post<Got<'closeCampaign'>>(`${campaignPath(id)}/close`, {});
  }

  async deleteCampaign(id: string) {
    await this.delete(campaignPath(id));
  }

  async getCampaignWorkloads(
    id: string,
    { done, limit, offset }: { done?: boolean } & Paging = {},
  ) {
    return this.get<Got<'getCampaignWorkloads'>>(
      `${campaignPath(id)}/workloads`,
      { done, limit, offset },
    );
  }

  async getModels() {
    return this.get<Got<'getModels'>>('/models');
  }

  async getModel(id: string) {
    return this.get<Got<'getModel'>>(`/models/${encodeURIComponent(id)}`);
  }

  async getModelFiles(id: string) {
    return this.get<Got<'getModelFiles'>>(
      `/models/${encodeURIComponent(id)}/files`,
    );
  }

  async startDryRun(input: DryRunInput) {
    return this.post<Got<'startDryRun'>>('/dry-runs', input);
  }

  async getDryRun(id: string) {
    return this.get<Got<'getDryRun'>>(`/dry-runs/${encodeURIComponent(id)}`);
  }

  async getFactSources() {
    return this.get<Got<'getFactSources'>>('/facts/sources');
  }

  async getBadge(workload: WorkloadName, badge: BadgeOptions = {}) {
    return this.getBlob(badgePath(workload), badgeQuery(badge));
  }

  async getBadgeUrl(workload: WorkloadName, badge: BadgeOptions = {}) {
    const base = await this.#discoveryApi.getBaseUrl('maturity');
    return `${base}${badgePath(workload)}${searchOf(badgeQuery(badge))}`;
  }
}

/** What a call of {@link MaturityApi} comes to. */
type Got<K extends keyof MaturityApi> = Awaited<ReturnType<MaturityApi[K]>>;

function segmentsOf({ namespace, name }: WorkloadName): string {
  return `${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}

function pathOf(workload: WorkloadName): string {
  return `/workloads/${segmentsOf(workload)}`;
}

function badgePath(workload: WorkloadName): string {
  return `/badges/${segmentsOf(workload)}.svg`;
}

function badgeQuery({ modelId, pillarId, label }: BadgeOptions): Query {
  return { model: modelId, pillar: pillarId, label };
}

function campaignPath(id: string): string {
  return `/campaigns/${encodeURIComponent(id)}`;
}

/** The part of a filter that every list takes. */
function scopeOf(filter: Partial<PortfolioFilter>): Query {
  return {
    model: filter.modelId,
    pillar: filter.pillarId,
    owner: filter.owners,
    domain: filter.domains,
    lifecycle: filter.lifecycles,
  };
}

function queryOf(filter: PortfolioFilter): Query {
  return {
    ...scopeOf(filter),
    level: filter.levels,
    state: filter.states,
    strategy: filter.strategyId,
    text: filter.text,
  };
}
