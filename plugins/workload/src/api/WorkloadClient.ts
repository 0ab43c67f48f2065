import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  HealthModelInput,
  IncidentNoteInput,
  IncidentReviewInput,
  MaintenanceInput,
  SavedViewInput,
  SignalName,
  SignalReportInput,
  WorkloadGrouping,
  WorkloadSelection,
} from '@plumbline/plugin-workload-common';
import { PluginClient, WorkloadName } from '@plumbline/plugin-workload-react';
import {
  HealthHistoryQuery,
  IncidentQuery,
  StretchQuery,
  WorkloadApi,
  WorkloadQuery,
} from './WorkloadApi';

/** What a call of the API answers. */
type Got<Call extends keyof WorkloadApi> = Awaited<
  ReturnType<WorkloadApi[Call]>
>;

/** {@link WorkloadApi} over HTTP. */
export class WorkloadClient extends PluginClient implements WorkloadApi {
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('workload', apis);
  }

  async getPermissions() {
    return this.get<Got<'getPermissions'>>('/permissions');
  }

  async listWorkloads(query: WorkloadQuery) {
    return this.get<Got<'listWorkloads'>>('/workloads', { ...query });
  }

  async getGroups(groupBy: WorkloadGrouping, selection: WorkloadSelection) {
    return this.get<Got<'getGroups'>>('/workloads/groups', {
      ...selection,
      groupBy,
    });
  }

  async getFilters() {
    return this.get<Got<'getFilters'>>('/workloads/filters');
  }

  async downloadWorkloads(
    query: Omit<WorkloadQuery, 'limit' | 'offset'>,
    onProgress?: (bytes: number) => void,
  ) {
    return this.getBlob('/workloads/csv', { ...query }, onProgress);
  }

  async getViews() {
    return this.get<Got<'getViews'>>('/views');
  }

  async createView(view: SavedViewInput) {
    await this.post('/views', view);
  }

  async changeView(id: string, view: SavedViewInput) {
    await this.put(`/views/${encodeURIComponent(id)}`, view);
  }

  async removeView(id: string) {
    await this.delete(`/views/${encodeURIComponent(id)}`);
  }

  async getOverview(name: WorkloadName) {
    return this.get<Got<'getOverview'>>(`${pathOf(name)}/overview`);
  }

  async getMap(name: WorkloadName, query: { at?: string } = {}) {
    return this.get<Got<'getMap'>>(`${pathOf(name)}/map`, { ...query });
  }

  async getMapMoments(name: WorkloadName, query: StretchQuery = {}) {
    return this.get<Got<'getMapMoments'>>(`${pathOf(name)}/map/moments`, {
      ...query,
    });
  }

  async getHealthHistory(name: WorkloadName, query: HealthHistoryQuery = {}) {
    return this.get<Got<'getHealthHistory'>>(`${pathOf(name)}/health/history`, {
      ...query,
    });
  }

  async getChanges(name: WorkloadName, since: string) {
    return this.get<Got<'getChanges'>>(`${pathOf(name)}/changes`, { since });
  }

  async getAffected(entityRef: string) {
    return this.get<Got<'getAffected'>>('/affected', { entityRef });
  }

  async getAlerts(name: WorkloadName) {
    return this.get<Got<'getAlerts'>>(`${pathOf(name)}/alerts`);
  }

  async getHealthModel(name: WorkloadName) {
    return this.get<Got<'getHealthModel'>>(`${pathOf(name)}/health-model`);
  }

  async saveHealthModel(name: WorkloadName, input: HealthModelInput) {
    await this.put(`${pathOf(name)}/health-model`, input);
  }

  async previewHealthModel(name: WorkloadName, text: string) {
    return this.post<Got<'previewHealthModel'>>(
      `${pathOf(name)}/health-model/preview`,
      { text },
    );
  }

  async getMaintenance(name: WorkloadName) {
    return this.get<Got<'getMaintenance'>>(`${pathOf(name)}/maintenance`);
  }

  async announceMaintenance(name: WorkloadName, input: MaintenanceInput) {
    await this.post(`${pathOf(name)}/maintenance`, input);
  }

  async endMaintenance(name: WorkloadName, id: string) {
    await this.delete(`${pathOf(name)}/maintenance/${encodeURIComponent(id)}`);
  }

  async getSignals(name: WorkloadName) {
    return this.get<Got<'getSignals'>>(`${pathOf(name)}/signals`);
  }

  async pushSignals(reports: SignalReportInput[]) {
    return this.post<Got<'pushSignals'>>('/signals', { reports });
  }

  async removeSignals(signals: SignalName[]) {
    await this.post('/signals/remove', { signals });
  }

  async listIncidents(query: IncidentQuery) {
    return this.get<Got<'listIncidents'>>('/incidents', { ...query });
  }

  async getIncident(number: number) {
    return this.get<Got<'getIncident'>>(`/incidents/${number}`);
  }

  async acknowledgeIncident(number: number, input: IncidentNoteInput) {
    await this.post(`/incidents/${number}/acknowledge`, input);
  }

  async noteIncident(number: number, input: IncidentNoteInput) {
    await this.post(`/incidents/${number}/notes`, input);
  }

  async saveIncidentReview(number: number, input: IncidentReviewInput) {
    await this.put(`/incidents/${number}/review`, input);
  }
}

function pathOf({ namespace, name }: WorkloadName): string {
  return `/workloads/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}`;
}
