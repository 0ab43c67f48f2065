import { join } from 'node:path';
import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { readAnchor } from './anchor/readAnchor';
import {
  attestationsSchema,
  toAttestationItems,
} from './attestations/definition';
import { ExampleDataConfig } from './config';
import {
  RenderedCredentials,
  renderCredentials,
} from './credentials/renderCredentials';
import { readDefinition, readDefinitions } from './definitions/readDefinitions';
import { Delivery, DeliveryStatus } from './delivery/Delivery';
import { deploymentsSchema, toDeploymentItems } from './deployments/definition';
import { readDocument } from './documents/readDocument';
import {
  exemptionRequestsSchema,
  toExemptionRequests,
} from './exemptions/definition';
import { SampleFiles } from './telemetry/SampleFiles';
import { Series, telemetrySchema } from './telemetry/definition';

/** What the generator has made. */
export interface ExampleDataStatus {
  /** ISO 8601: the moment from which relative dates count. */
  anchor: string;
  samples: {
    series: string[];
    /** ISO 8601, end of the newest slice. */
    writtenTo?: string;
  };
  credentials: { files: string[] };
  attestations: DeliveryStatus;
  /** Requests that wait for somebody's decision at first. */
  exemptions: DeliveryStatus;
  /** What the timelines of SLOs show. */
  deployments: DeliveryStatus;
  /** Definitions that could not be used, one sentence each. */
  problems: string[];
}

/** The example data of one portal: made at start, and kept going. */
export class ExampleData {
  readonly #definitions: string;
  readonly #anchorSeconds: number;
  readonly #series: Series[];
  readonly #samples: SampleFiles;
  readonly #credentials: RenderedCredentials;
  readonly #attestations: Delivery;
  readonly #exemptions: Delivery;
  readonly #deployments: Delivery;
  readonly #problems: string[];

  /**
   * Reads the definitions, writes the history of the telemetry and the
   * credential inventories. A definition that cannot be used is logged and
   * listed in the status; the others are used.
   */
  static async create(options: {
    config: ExampleDataConfig;
    auth: AuthService;
    discovery: DiscoveryService;
    logger: LoggerService;
    /** Epoch seconds. */
    now: number;
  }): Promise<ExampleData> {
    const { config, logger, now } = options;
    const anchorSeconds = await readAnchor(config.directory, now);
    const problems: string[] = [];

    const series = await readSeries(config, problems);
    const samples = new SampleFiles({
      directory: join(config.directory, 'samples'),
      anchor: anchorSeconds,
      series,
    });
    const credentials = await renderCredentials({
      from: join(config.definitions, 'credentials'),
      to: join(config.directory, 'credentials'),
      anchorSeconds,
    });
    const attestations = await readDefinitions(
      join(config.definitions, 'attestations'),
      attestationsSchema,
    );
    const exemptions = await readDefinitions(
      join(config.definitions, 'exemptions'),
      exemptionRequestsSchema,
    );
    const deployments = await readDefinitions(
      join(config.definitions, 'deployments'),
      deploymentsSchema,
    );
    problems.push(
      ...credentials.problems,
      ...attestations.problems,
      ...exemptions.problems,
      ...deployments.problems,
    );
    const answers = attestations.items.flatMap(({ definition }) =>
      toAttestationItems(definition, anchorSeconds),
    );
    const requests = exemptions.items.flatMap(({ definition }) =>
      toExemptionRequests(definition, anchorSeconds),
    );
    const events = deployments.items.flatMap(({ definition }) =>
      toDeploymentItems(definition, anchorSeconds),
    );
    for (const problem of problems) logger.error(problem);

    const exampleData = new ExampleData({
      definitions: config.definitions,
      anchorSeconds,
      series,
      samples,
      credentials,
      attestations: new Delivery({
        ...options,
        to: 'maturity',
        what: 'attestations',
        path: '/attestations',
        items: answers.length,
        requests: [{ items: answers }],
      }),
      exemptions: new Delivery({
        ...options,
        to: 'maturity',
        what: 'exemption requests',
        path: '/exemptions',
        items: requests.length,
        requests,
      }),
      deployments: new Delivery({
        ...options,
        to: 'slo',
        what: 'deployments',
        path: '/events',
        items: events.length,
        requests: [{ items: events }],
      }),
      problems,
    });
    await exampleData.update(now);
    return exampleData;
  }

  private constructor(parts: {
    definitions: string;
    anchorSeconds: number;
    series: Series[];
    samples: SampleFiles;
    credentials: RenderedCredentials;
    attestations: Delivery;
    exemptions: Delivery;
    deployments: Delivery;
    problems: string[];
  }) {
    this.#definitions = parts.definitions;
    this.#anchorSeconds = parts.anchorSeconds;
    this.#series = parts.series;
    this.#samples = parts.samples;
    this.#credentials = parts.credentials;
    this.#attestations = parts.attestations;
    this.#exemptions = parts.exemptions;
    this.#deployments = parts.deployments;
    this.#problems = parts.problems;
  }

  /** Brings the telemetry up to `now`, in epoch seconds. */
  async update(now: number): Promise<void> {
    await this.#samples.update(now);
  }

  /** Delivers what people said about their maturity, and what they deployed; returns once that is done or the signal aborts. */
  async deliver(signal: AbortSignal): Promise<void> {
    await Promise.all([
      this.#attestations.run(signal),
      this.#exemptions.run(signal),
      this.#deployments.run(signal),
    ]);
  }

  /**
   * The Markdown of a runbook or another text of the examples.
   *
   * @throws NotFoundError when there is none.
   */
  async readDocument(folder: string, name: string): Promise<string> {
    return readDocument(this.#definitions, folder, name);
  }

  get status(): ExampleDataStatus {
    const { writtenTo } = this.#samples;
    return {
      anchor: toIso(this.#anchorSeconds),
      samples: {
        series: this.#series.map(({ name }) => name),
        writtenTo: writtenTo === undefined ? undefined : toIso(writtenTo),
      },
      credentials: { files: this.#credentials.files },
      attestations: this.#attestations.status,
      exemptions: this.#exemptions.status,
      deployments: this.#deployments.status,
      problems: this.#problems,
    };
  }
}

async function readSeries(
  config: ExampleDataConfig,
  problems: string[],
): Promise<Series[]> {
  try {
    const file = join(config.definitions, 'telemetry.yaml');
    return (await readDefinition(file, telemetrySchema)).series;
  } catch (error) {
    problems.push((error as Error).message);
    return [];
  }
}

function toIso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
