import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  EstateChange,
  EstatePlan,
  PlanAnswer,
  PlanRequest,
  PlannedFile,
  StampViolation,
} from '@plumbline/plugin-stamp-common';
import {
  Estate,
  PublishResult,
  StampPlanner,
  StampRights,
  StaticCode,
  changeOf,
  notesOf,
  readStaticCode,
  validateChange,
} from '@plumbline/plugin-stamp-node';

/** Plans changes of the estate for people and agents, and proposes them. */
export class PlanDesk {
  readonly #planner: Pick<StampPlanner, 'plan'>;
  readonly #rights: Pick<StampRights, 'checkPlan'>;
  readonly #estate?: Estate;
  #code: StaticCode | undefined;

  constructor(options: {
    planner: Pick<StampPlanner, 'plan'>;
    rights: Pick<StampRights, 'checkPlan'>;
    /** Absent where none is configured: then nothing stands, and nothing can be proposed. */
    estate?: Estate;
  }) {
    this.#planner = options.planner;
    this.#rights = options.rights;
    this.#estate = options.estate;
  }

  /**
   * What would be done, file by file, or everything that stands against it.
   * Writes nothing.
   *
   * @throws InputError where the request is none.
   */
  async preview(
    request: PlanRequest,
    credentials: BackstageCredentials,
  ): Promise<PlanAnswer> {
    const planned = await this.#planner.plan(request, credentials);
    if (planned.violations) return { violations: planned.violations };
    const { plan, differences = [], pullRequest } = planned;
    const change = await this.#change(plan);
    const [files, obstacle] = await Promise.all([
      this.#files(change),
      // What is asked for already stands in the way of nothing.
      pullRequest ? undefined : this.#obstacle(change),
    ]);
    const { title, body, branch } = change;
    return {
      plan,
      title,
      body,
      estate: this.#estate && {
        place: this.#estate.place,
        ...(this.#estate.isReviewed && { branch }),
      },
      files,
      notes: [
        ...differences,
        ...notesOf(plan),
        ...(obstacle ? [obstacle] : []),
      ],
      pullRequest,
    };
  }

  /**
   * Proposes what is asked for as a pull request; the same again ends in the same one.
   *
   * @throws InputError with every violation; NotAllowedError for whoever may not,
   * and where nobody would review it; ConflictError as `Estate.publish`.
   */
  async propose(
    request: PlanRequest,
    credentials: BackstageCredentials,
    userRef: string | undefined,
  ): Promise<{ change: EstateChange; notes: string[]; result: PublishResult }> {
    const estate = this.#reviewedEstate();
    const planned = await this.#planner.plan(request, credentials);
    if (planned.violations) throw new InputError(told(planned.violations));
    const { plan, differences = [] } = planned;
    await this.#rights.checkPlan(plan, credentials);
    const change = await this.#change(plan);
    const result = await estate.publish(change, { userRef });
    return { change, notes: [...differences, ...notesOf(plan)], result };
  }

  #reviewedEstate(): Estate {
    if (!this.#estate) {
      throw new NotAllowedError(
        'No estate is configured (stamp.estate), so that there is nowhere to propose anything',
      );
    }
    if (!this.#estate.isReviewed) {
      throw new NotAllowedError(
        `Changes of ${
          this.#estate.place
        } count at once, with nobody to review them; use the templates of the portal`,
      );
    }
    return this.#estate;
  }

  async #change(plan: EstatePlan): Promise<EstateChange> {
    this.#code ??= await readStaticCode();
    const code = this.#code;
    const change = await changeOf(plan, this.#estate, code);
    const [problem] = await validateChange(change, code);
    if (problem) {
      throw new InputError(
        `What was asked for cannot be written: ${problem.path}: ${problem.message}`,
      );
    }
    return change;
  }

  async #files(change: EstateChange): Promise<PlannedFile[]> {
    const after = new Map(
      change.files.map(({ path, content }) => [path, content]),
    );
    const paths = [...after.keys(), ...change.deletions].sort();
    const standing = await this.#estate?.readFiles(paths);
    const before = new Map(
      standing?.map(({ path, content }) => [path, content]),
    );
    return paths
      .map(path => ({
        path,
        before: before.get(path),
        after: after.get(path),
      }))
      .filter(file => file.before !== file.after);
  }

  /** Why it could not be published now, such as a file that was changed by hand. */
  async #obstacle(change: EstateChange): Promise<string | undefined> {
    try {
      await this.#estate?.check(change);
      return undefined;
    } catch (error) {
      if (error instanceof ConflictError || error instanceof NotAllowedError) {
        return `It cannot be published as the estate stands: ${error.message}`;
      }
      throw error;
    }
  }
}

function told(violations: readonly StampViolation[]): string {
  return `This cannot be built:\n${violations
    .map(({ field, message }) => `- ${field}: ${message}`)
    .join('\n')}`;
}
