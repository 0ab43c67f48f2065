import { Rotation } from '@plumbline/plugin-secret-expiry-common';
import { Endpoint } from './Endpoint';

/** That a workload depends on an endpoint. */
export interface EndpointUse {
  endpoint: Endpoint;
  /** Full refs, as {@link Credential} has them. */
  workloadRef: string;
  entityRef?: string;
  ownerRef?: string;
  stampRef?: string;
  rotation: Rotation;
  runbookUrl?: string;
}

/** Something in an entity's annotation that cannot be read. */
export interface AnnotationProblem {
  entityRef: string;
  workloadRef: string;
  annotation: string;
  /** Which entry of it, from 1. */
  entry: number;
  /** What belongs there; reads on after the word `expected`. */
  expected: string;
}

/** What declares endpoints. */
export interface DeclaredEndpoints {
  uses: EndpointUse[];
  problems: AnnotationProblem[];
}
