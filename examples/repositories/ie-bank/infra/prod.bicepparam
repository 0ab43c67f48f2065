using 'main.bicep'

param environment = 'prod'
param backupDays = 30
