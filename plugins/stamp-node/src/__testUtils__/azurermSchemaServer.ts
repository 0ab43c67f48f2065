import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  Server,
  ServerCredentials,
  ServiceClientConstructor,
  loadPackageDefinition,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const FIXTURES = join(__dirname, '..', '__fixtures__');
/** `NestedBlock.NestingMode` of the protocol. */
const LIST = 2;

/** A block of switches that the provider's configuration may hold. */
function switches(typeName: string, ...names: string[]) {
  return {
    type_name: typeName,
    nesting: LIST,
    max_items: 1,
    block: {
      attributes: names.map(name => ({ name, type: 'bool', optional: true })),
      block_types: [],
    },
  };
}

/** The part of the provider's own configuration that our code uses. */
const PROVIDER = {
  attributes: [
    { name: 'storage_use_azuread', type: 'bool', optional: true },
    { name: 'subscription_id', type: 'string', optional: true },
  ],
  block_types: [
    {
      type_name: 'features',
      nesting: LIST,
      min_items: 1,
      max_items: 1,
      block: {
        attributes: [],
        block_types: [
          switches('key_vault', 'purge_soft_delete_on_destroy'),
          switches('storage', 'data_plane_available'),
        ],
      },
    },
  ],
};

interface Block {
  attributes: { name: string; type: unknown }[];
  block_types: { block: Block }[];
}

/**
 * A Terraform provider that knows the schema of azurerm 4.55 and nothing else,
 * so that `terraform validate` checks resources, arguments and their types
 * without a registry. It checks no values.
 */
export class AzurermSchemaServer {
  readonly #server: Server;
  readonly #address: string;

  private constructor(server: Server, address: string) {
    this.#server = server;
    this.#address = address;
  }

  /** Starts on a socket in the given directory. */
  static async start(directory: string): Promise<AzurermSchemaServer> {
    const definition = loadPackageDefinition(
      loadSync(join(FIXTURES, 'tfplugin6.proto'), {
        keepCase: true,
        longs: Number,
      }),
    ) as any;
    const { service } = definition.tfplugin6
      .Provider as ServiceClientConstructor;
    const schema = readSchema();
    const accept = (_: unknown, reply: Function) =>
      reply(null, { diagnostics: [] });
    const server = new Server({ 'grpc.max_send_message_length': -1 });
    server.addService(service, {
      GetProviderSchema: (_: unknown, reply: Function) => reply(null, schema),
      ValidateProviderConfig: accept,
      ValidateResourceConfig: accept,
      ValidateDataResourceConfig: accept,
      ConfigureProvider: accept,
      StopProvider: (_: unknown, reply: Function) => reply(null, { Error: '' }),
    });
    const address = join(directory, 'azurerm.sock');
    await new Promise<void>((resolve, reject) =>
      server.bindAsync(
        `unix:${address}`,
        ServerCredentials.createInsecure(),
        error => (error ? reject(error) : resolve()),
      ),
    );
    return new AzurermSchemaServer(server, address);
  }

  /** Value of `TF_REATTACH_PROVIDERS` that leads Terraform here. */
  get reattach(): string {
    return JSON.stringify({
      'registry.terraform.io/hashicorp/azurerm': {
        Protocol: 'grpc',
        ProtocolVersion: 6,
        Pid: process.pid,
        Test: true,
        Addr: { Network: 'unix', String: this.#address },
      },
    });
  }

  stop() {
    this.#server.forceShutdown();
  }
}

function readSchema() {
  const file = join(FIXTURES, 'azurerm-4.55.0.json.gz');
  const { resources, dataSources } = JSON.parse(
    gunzipSync(readFileSync(file)).toString('utf8'),
  );
  return {
    provider: { version: 0, block: encode(PROVIDER) },
    resource_schemas: encodeAll(resources),
    data_source_schemas: encodeAll(dataSources),
    diagnostics: [],
    server_capabilities: { get_provider_schema_optional: true },
  };
}

function encodeAll(blocks: Record<string, Block>) {
  return Object.fromEntries(
    Object.entries(blocks).map(([name, block]) => [
      name,
      { version: 0, block: encode(block) },
    ]),
  );
}

/** The protocol carries the type of an attribute as JSON in bytes. */
function encode(block: Block): object {
  return {
    attributes: block.attributes.map(attribute => ({
      ...attribute,
      type: Buffer.from(JSON.stringify(attribute.type)),
    })),
    block_types: block.block_types.map(nested => ({
      ...nested,
      block: encode(nested.block),
    })),
  };
}
