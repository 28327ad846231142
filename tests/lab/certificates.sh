#!/bin/sh
# certificates.sh DIR - the lab's certificates, by openssl.
#
# ca.pem is the private authority a test names with --ca-file. Leaves:
#   good         for localhost, by the lab's authority
#   wrong-name   for mail.example.org, by the lab's authority
#   expired      for localhost, by the lab's authority, ended in 2021
#   other-ca     for localhost, by an authority nobody trusts
#   self-signed  for localhost, by itself
# signing.key signs the access tokens; signing.pem is its public half.
set -eu
cd "$1"

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

cat > ca.cnf <<'CNF'
[ca]
default_ca = lab
[lab]
database = ./ca.index
serial = ./ca.serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[localhost]
basicConstraints = critical,CA:false
subjectAltName = DNS:localhost
[elsewhere]
basicConstraints = critical,CA:false
subjectAltName = DNS:mail.example.org
[req]
distinguished_name = name
[name]
CNF
: > ca.index
echo 1000 > ca.serial

authority() { # FILE NAME
    key "$1.key"
    openssl req -new -x509 -config ca.cnf -extensions authority -key "$1.key" -subj "/CN=$2" -days 3 -out "$1.pem"
}

leaf() { # FILE NAME EXTENSIONS AUTHORITY START END
    key "$1.key"
    openssl req -new -config ca.cnf -key "$1.key" -subj "/CN=$2" -out "$1.csr"
    openssl ca -batch -notext -config ca.cnf -extensions "$3" -cert "$4.pem" -keyfile "$4.key" \
        -startdate "$5" -enddate "$6" -in "$1.csr" -out "$1.pem" 2> "$1.log"
}

yesterday=$(date -u -d '-1 day' +%Y%m%d%H%M%SZ)
in_two_days=$(date -u -d '+2 days' +%Y%m%d%H%M%SZ)

authority ca 'osweb-config lab authority'
authority stranger 'an authority nobody trusts'
leaf good localhost localhost ca "$yesterday" "$in_two_days"
leaf wrong-name mail.example.org elsewhere ca "$yesterday" "$in_two_days"
leaf expired localhost localhost ca 20200101000000Z 20210101000000Z
leaf other-ca localhost localhost stranger "$yesterday" "$in_two_days"
key self-signed.key
openssl req -new -x509 -config ca.cnf -extensions localhost -key self-signed.key -subj /CN=localhost -days 2 -out self-signed.pem

openssl genrsa -out signing.key 2048 2> /dev/null
openssl rsa -in signing.key -pubout -out signing.pem 2> /dev/null
