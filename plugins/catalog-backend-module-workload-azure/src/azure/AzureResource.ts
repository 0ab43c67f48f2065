/** Tags as Azure has them: names keep their case there, and mean the same in any. */
export type Tags = Readonly<Record<string, string>>;

/** A resource as Resource Graph lists it, with what the import needs of it. */
export interface AzureResource {
  /** As Azure writes it; the same resource may be written in another case elsewhere. */
  id: string;
  name: string;
  /** Such as `microsoft.keyvault/vaults`, in lower case. */
  type: string;
  /** Of types that hold different things, such as `functionapp,linux`. */
  kind: string;
  /** Such as `westeurope`, or `global`. */
  location: string;
  /** In lower case. */
  subscriptionId: string;
  resourceGroup: string;
  tags: Tags;
  /** Availability zones that it names, such as `1`, `2`. */
  zones: string[];
  /** Such as `Standard_AzureFrontDoor`. */
  sku: string;
  /** Those of its ARM properties that the import asks for, by their path, such as `serverFarmId`. */
  properties: Readonly<Record<string, unknown>>;
}

/** A subscription or a resource group: what its resources may have their tags from. */
export interface AzureContainer {
  id: string;
  name: string;
  tags: Tags;
  /** Resource that keeps a group, such as a Kubernetes cluster. */
  managedBy?: string;
}

/** All that Azure lists in the scopes of an import. */
export interface Listing {
  /** By GUID in lower case. */
  subscriptions: ReadonlyMap<string, AzureContainer>;
  /** By resource id in lower case. */
  resourceGroups: ReadonlyMap<string, AzureContainer>;
  resources: readonly AzureResource[];
}
