using 'main.bicep'

param environment = 'uat'
param backupDays = 7
