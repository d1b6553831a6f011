#!/bin/sh
# Open and verify a bundle of Interview Kit with stock tools: age 1.3 or later, tar, coreutils, OpenSSH, OpenSSL 3.5
# or later. schemas/format.md explains every step.
#
#   sh verify-bundle.sh BUNDLE.ikb KEY OUTDIR
#
# KEY is what "interview-kit office key" wrote; KEY.allowed_signers and KEY.*.mldsa65.der lie beside it.
# OUTDIR must not exist; it will hold the testimony in the clear.
# Exit status: 0 all of it holds; 1 something does not; 2 usage; 3 all of it holds but ML-DSA-65 was not checked.
set -eu
export LC_ALL=C
umask 077

refuse() { echo "REFUSED: $1" >&2; exit 1; }
holds() { echo "holds: $1"; }

[ $# -eq 3 ] || { echo "usage: sh verify-bundle.sh BUNDLE.ikb KEY OUTDIR" >&2; exit 2; }
bundle=$1 key=$2 out=$3
mkdir "$out" || exit 2
tar=$out/bundle.tar

"${AGE:-age}" -d -i "$key" -o "$tar" "$bundle" || refuse "the encryption"
holds "encryption (age)"

# Names first, then content: nothing may be extracted to a place of its own choosing.
tar -tf "$tar" > "$out/names" || refuse "the archive"
if grep -Evq '^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?$' "$out/names"; then refuse "a member's name"; fi
if tar -tvf "$tar" | grep -vq '^-rw-r--r-- '; then refuse "a member that is no plain file"; fi
[ -z "$(sort "$out/names" | uniq -d)" ] || refuse "a member that is there twice"
mkdir "$out/members"
tar -xf "$tar" -C "$out/members" --no-same-owner
cd "$out/members"
case $key in /*) ;; *) key=$OLDPWD/$key ;; esac

grep -Exq 'interview-kit bundle 1 [0-9a-f]{64}' signer || refuse "the signer line"
laptop=$(cut -d ' ' -f 4 signer)
namespace=$(sed -n "s/^$laptop namespaces=\"\([^\"]*\)\" .*/\1/p" "$key.allowed_signers")
[ -n "$namespace" ] || refuse "laptop $laptop, which this office has not enrolled"

ssh-keygen -Y verify -f "$key.allowed_signers" -I "$laptop" -n "$namespace" -s manifest.json.sig \
    < manifest.json > /dev/null || refuse "the Ed25519 signature"
holds "Ed25519 signature ($namespace)"

mldsa=unchecked
short=$(printf %.8s "$laptop")
if "${OPENSSL:-openssl}" list -signature-algorithms 2> /dev/null | grep -q ML-DSA-65; then
    "${OPENSSL:-openssl}" pkeyutl -verify -pubin -keyform DER -inkey "$key.$short.mldsa65.der" -rawin \
        -in manifest.json -sigfile manifest.json.mldsa65 -pkeyopt "context-string:$namespace" > /dev/null \
        || refuse "the ML-DSA-65 signature"
    mldsa=good
    holds "ML-DSA-65 signature"
fi

# Canonical JSON has one writing, so these patterns find exactly what a JSON reader would.
grep -o '{"name":"[^"]*","sha256":"[0-9a-f]*","size":[0-9]*}' manifest.json \
    | sed 's/{"name":"\(.*\)","sha256":"\(.*\)","size":.*/\2  \1/' > ../SHA256SUMS
{
    printf '%s\n' signer manifest.json.sig manifest.json.mldsa65 manifest.json
    cut -c 67- ../SHA256SUMS
    echo padding
} | cmp -s - ../names || refuse "the order of the members"
sha256sum --quiet --strict -c ../SHA256SUMS || refuse "a member's digest"
[ "$(tr -d '\0' < padding | wc -c)" -eq 0 ] || refuse "the padding"
holds "digests of $(wc -l < ../SHA256SUMS) members"

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" manifest.json; }
digest() { sha256sum | cut -c -64; }
grep -Fq "\"laptop\":\"$laptop\"" manifest.json || refuse "the laptop named in the manifest"
grep -Fq "\"digest\":\"$(digest < protocol.json)\"" manifest.json || refuse "the protocol"

# An entry's hash leaves out its salt and value; every entry names the hash of the one before.
interview=$(field interview)
last=$(printf '{"format":"interview-kit-journal/1","interview":"%s"}' "$interview" | digest)
count=0
hex='[0-9a-f]\{64\}'
front='{"author":"'$laptop'","commitment":"'$hex'","counter":[0-9]*,"kind":"[a-z]*","path":"[^"]*"'
front=$front',"previous":"'$hex'"'
whole='\('$front',\)"salt":"\('$hex'\)",\("time":"[^"]*"\),"value":\(.*\)}'
while IFS= read -r entry; do
    count=$((count + 1))
    part() { printf '%s\n' "$entry" | sed "s/^$whole\$/$1/"; }
    chained=$(part '\1\3}')
    printf '%s\n' "$chained" | grep -xq "$front"',"time":"[^"]*"}' || refuse "the form of journal entry $count"
    case $chained in
        *'"counter":'$count,*'"previous":"'$last\"*) ;;
        *) refuse "the place of journal entry $count" ;;
    esac
    if [ "$chained" != "$entry" ]; then
        salted=$({ part '\2' | tr -d '\n' | tr a-f A-F | basenc --base16 -d; part '\4' | tr -d '\n'; } | digest)
        case $chained in
            *'"commitment":"'$salted\"*) ;;
            *) refuse "the value of journal entry $count" ;;
        esac
    fi
    last=$(printf %s "$chained" | digest)
done < journal.jsonl
grep -Fq "\"journal\":{\"entries\":$count,\"head\":\"$last\"}" manifest.json || refuse "the head of the journal"
holds "journal of $count entries"

echo "bundle    $(digest < manifest.json)"
echo "interview $interview"
echo "laptop    $laptop"
echo "sealed    $(field sealed)"
if [ $mldsa = unchecked ]; then
    echo "NOT CHECKED: the ML-DSA-65 signature; it needs OpenSSL 3.5 or later" >&2
    exit 3
fi
