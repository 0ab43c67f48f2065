export { readStaticCode as readTerraformFiles } from '@plumbline/plugin-stamp-node';
