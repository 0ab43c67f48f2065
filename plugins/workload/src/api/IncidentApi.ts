import {
  AlertSeverity,
  Incident,
  IncidentNoteInput,
  IncidentPage,
  IncidentReviewInput,
  IncidentState,
  ReviewState,
} from '@plumbline/plugin-workload-common';

/** Which incidents. Lists of one field are alternatives; fields narrow each other. */
export interface IncidentQuery {
  /** Full ref. */
  workload?: string;
  /** Full refs. */
  owner?: string[];
  state?: IncidentState[];
  severity?: AlertSeverity[];
  review?: ReviewState[];
  /** Words that must all be in it. */
  search?: string;
  orderBy?: string;
  order?: 'asc' | 'desc';
  limit: number;
  offset: number;
}

/** What the pages of incidents ask the workload back end. Every call throws a ResponseError when it is refused. */
export interface IncidentApi {
  listIncidents(query: IncidentQuery): Promise<IncidentPage>;
  getIncident(number: number): Promise<Incident>;
  /** Stops the calls along the escalation path. */
  acknowledgeIncident(number: number, input: IncidentNoteInput): Promise<void>;
  noteIncident(number: number, input: IncidentNoteInput): Promise<void>;
  /** Refused (409) when somebody else saved meanwhile. */
  saveIncidentReview(number: number, input: IncidentReviewInput): Promise<void>;
}
