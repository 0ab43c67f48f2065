using 'main.bicep'

param environment = 'dev'
param backupDays = 7
