import type { FileCheck } from './FileCheck';

/** Terraform code must be HCL. Its meaning is checked where it is shipped. */
export const checkHcl: FileCheck = async ({ path, content }) => {
  // Some megabytes of WebAssembly: loaded when the first file needs it.
  const { parse } =
    require('@cdktf/hcl2json') as typeof import('@cdktf/hcl2json');
  try {
    await parse(path, content);
    return [];
  } catch (error) {
    const message = String((error as Error).message ?? error);
    const place = /:(\d+),\d+-/.exec(message);
    return [
      {
        ...(place && { line: Number(place[1]) }),
        message: `Not HCL: ${message.split('\n')[0]}`,
      },
    ];
  }
};
