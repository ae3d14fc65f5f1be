// Bluesky's own servers on loopback: directory of identities, personal data server, AppView. Prints where they are, as JSON.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'

const [modules, port, ready] = process.argv.slice(2)
const { TestNetwork } = createRequire(`${modules}/`)('@atproto/dev-env')
const first = Number(port)
const network = await TestNetwork.create({
  dbPostgresSchema: 'auditor',
  bsky: { port: first, publicUrl: `http://localhost:${first}` },
  pds: { port: first + 1, hostname: 'localhost', enableDidDocWithSession: true },
  plc: { port: first + 2 },
  ozone: { port: first + 3 },
})
writeFileSync(ready, JSON.stringify({ appview: network.bsky.url, pds: network.pds.url }))
const stop = async () => {
  setTimeout(() => process.exit(0), 3000).unref()
  await network.close().catch(() => {})
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
