#!/bin/sh
# Makes ca.pem, server.pem and server-key.pem anew. Needed only when demo.toml gets a host outside *.quillnet.example.
# The authority's own key is thrown away at the end, and the authority may only sign names under .example.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

names="DNS:quillnet.example, DNS:*.quillnet.example, DNS:cdn.pressroom.example, DNS:www.ferry-arms.example"
names="$names, DNS:www.telecoms-adviser.example, DNS:social.example, DNS:chirp.example, DNS:pictures.example"
names="$names, DNS:worklink.example, DNS:www.tidewater-trivia.example, DNS:www.lucky-otter.example"
names="$names, DNS:www.saltby-juniors.example, DNS:mastodon.inkford.example, DNS:api.sky.example"
names="$names, DNS:shorter.example, DNS:click.mailtide.example, DNS:quillnet-bonus.example, DNS:api.stories.example"
names="$names, DNS:forum.tamewater.example, DNS:alerts.example, DNS:reviews.example, DNS:archive.example"

cat >"$work/openssl.cnf" <<END
[ca]
default_ca = here
[here]
database = $work/index.txt
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = anything
unique_subject = no
[anything]
organizationName = optional
commonName = supplied
[req]
prompt = no
distinguished_name = nobody
[nobody]
CN = replaced by -subj
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
nameConstraints = critical, permitted;DNS:example
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
subjectAltName = $names
END
: >"$work/index.txt"

key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }
sign() { openssl ca -batch -notext -config "$work/openssl.cnf" -startdate 20200101000000Z -enddate 21260101000000Z "$@"; }

key "$work/ca-key.pem"
openssl req -new -config "$work/openssl.cnf" -key "$work/ca-key.pem" -subj "/O=Auditor examples/CN=Example CA for loopback" \
    -out "$work/ca.csr"
sign -selfsign -keyfile "$work/ca-key.pem" -extensions authority -in "$work/ca.csr" -out ca.pem

key server-key.pem
chmod 644 server-key.pem
openssl req -new -config "$work/openssl.cnf" -key server-key.pem -subj "/O=Auditor examples/CN=www.quillnet.example" \
    -out "$work/server.csr"
sign -keyfile "$work/ca-key.pem" -cert ca.pem -extensions server -in "$work/server.csr" -out server.pem

openssl verify -x509_strict -CAfile ca.pem server.pem
