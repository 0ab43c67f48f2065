import type { RootData } from './root';

/** Values of Terraform variables: names in snake case. */
export function terraformVariables(data: RootData): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      snake(name),
      // The keys of tags are data, not names of ours.
      name === 'tags' ? value : snakeKeys(value),
    ]),
  );
}

function snakeKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [snake(key), snakeKeys(item)]),
  );
}

function snake(name: string): string {
  return name.replace(
    /[A-Z]/g,
    letter => `_${letter.toLocaleLowerCase('en-US')}`,
  );
}
