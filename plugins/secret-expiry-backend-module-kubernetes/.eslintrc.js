module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedSyntax: require('../secret-expiry-node/eslint-list-only'),
});
