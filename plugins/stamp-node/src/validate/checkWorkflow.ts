import { z } from 'zod';
import type { FileCheck } from './FileCheck';
import { readYaml } from './readYaml';

const text = z.string().max(500);
const filter = z.strictObject({
  branches: z.array(text).optional(),
  paths: z.array(text).optional(),
});

/**
 * A workflow of one stamp or workload: when it runs, and the shared workflow
 * that it calls with which inputs. It has no steps, so nothing of it is run.
 */
const callerSchema = z.strictObject({
  name: text,
  on: z.strictObject({
    push: filter.optional(),
    pull_request: filter.optional(),
    workflow_dispatch: z.union([z.null(), z.strictObject({})]).optional(),
  }),
  permissions: z.record(z.string(), z.enum(['read', 'write', 'none'])),
  concurrency: z.strictObject({
    group: text,
    'cancel-in-progress': z.literal(false),
  }),
  jobs: z.record(
    z.string().regex(/^[a-z][a-z_-]*$/),
    z.strictObject({
      uses: z
        .string()
        .regex(/^\.\/\.github\/workflows\/plumbline-[a-z0-9-]+\.yml$/),
      with: z.record(z.string(), z.union([text, z.boolean(), z.number()])),
      secrets: z.record(z.string(), text).optional(),
    }),
  ),
});

/** A workflow that is not shared must do nothing but call a shared one. */
export const checkWorkflow: FileCheck = ({ content }) => {
  const { documents, findings } = readYaml(content);
  const [document] = documents;
  if (!document) return findings;
  const result = callerSchema.safeParse(document.value);
  if (result.success) return findings;
  return [
    ...findings,
    ...result.error.issues.map(({ path, message }) => ({
      message: `Not a workflow of ours: ${
        path.join('.') || '(all)'
      }: ${message}`,
    })),
  ];
};
