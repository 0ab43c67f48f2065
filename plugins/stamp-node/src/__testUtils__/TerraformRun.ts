import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { AzurermSchemaServer } from './azurermSchemaServer';

const run = promisify(execFile);

/** Terraform with the schema of azurerm and no network. */
export class TerraformRun {
  readonly #server: AzurermSchemaServer;

  private constructor(server: AzurermSchemaServer) {
    this.#server = server;
  }

  /** @param directory - where the server's socket goes. */
  static async start(directory: string): Promise<TerraformRun> {
    return new TerraformRun(await AzurermSchemaServer.start(directory));
  }

  /** Whether the program is here; says so on stderr when it is not. */
  static isInstalled(): boolean {
    try {
      execFileSync('terraform', ['version'], { stdio: 'ignore' });
      return true;
    } catch {
      process.stderr.write('skipped: terraform is not installed\n');
      return false;
    }
  }

  /** Runs a subcommand. Rejects with its output where it fails. */
  async run(cwd: string, ...args: string[]): Promise<{ stdout: string }> {
    try {
      return await run('terraform', args, {
        cwd,
        maxBuffer: 64 * 1024 * 1024,
        env: {
          ...process.env,
          CHECKPOINT_DISABLE: '1',
          NO_COLOR: '1',
          TF_CLI_CONFIG_FILE: '/dev/null',
          TF_IN_AUTOMATION: '1',
          TF_REATTACH_PROVIDERS: this.#server.reattach,
        },
      });
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`terraform ${args[0]}: ${stdout}\n${stderr}`);
    }
  }

  stop() {
    this.#server.stop();
  }
}
