module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  restrictedSyntax: require('./eslint-list-only'),
});
