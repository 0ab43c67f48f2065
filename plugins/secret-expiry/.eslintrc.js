const listOnly = require('../secret-expiry-node/eslint-list-only');

const config = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedTestSyntax: listOnly,
});
// For pages the factory has rules of its own, which `restrictedSyntax` does not reach.
const [, ...others] = config.rules['no-restricted-syntax'];

module.exports = {
  ...config,
  rules: {
    ...config.rules,
    'no-restricted-syntax': ['error', ...others, ...listOnly],
  },
};
