# Copies what was built to both servers and restarts the site.
foreach ($server in 'vm-claims-desk-1', 'vm-claims-desk-2') {
  msdeploy -verb:sync -source:contentPath="$env:BUILD_ARTIFACTSTAGINGDIRECTORY" -dest:contentPath="C:\inetpub\claims",computerName=$server
}
