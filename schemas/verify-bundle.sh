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

# Where entries were lost, a later repair names the counters before and after the gap, or "null" where the end was
# lost. A gap that lies within a larger one, which a later repair names, counts no more.
sed -n 's/.*"counter":\([0-9]*\),"kind":"repair",.*"value":{"gaps":\[\(.*\)\]}}$/\1 \2/p' journal.jsonl \
    | while read -r repair gaps; do
        printf '%s\n' "$gaps" | tr '}' '\n' | sed -n "s/.*\"after\":\(.*\),\"before\":\(.*\)/$repair \1 \2/p"
    done \
    | awk '{ repair[NR] = $1; after[NR] = $2; before[NR] = $3 }
        END { for (i = 1; i <= NR; i++) {
            end = before[i] == "null" ? after[i] : before[i]
            for (j = 1; j <= NR; j++)
                if (repair[j] > repair[i] && before[j] != "null" && after[j] <= after[i] && end <= before[j] \
                    && (after[j] != after[i] || before[j] != before[i])) break
            if (j > NR) print repair[i], after[i], before[i]
        } }' > ../gaps

# An entry's hash leaves out its salt and value; every entry names the hash of the one before.
interview=$(field interview)
last=$(printf '{"format":"interview-kit-journal/1","interview":"%s"}' "$interview" | digest)
count=0 counter=0 jumps=0 author=
hex='[0-9a-f]\{64\}'
front='{"author":"'$hex'","commitment":"'$hex'","counter":[0-9]*,"kind":"[a-z]*","path":"[^"]*"'
front=$front',"previous":"'$hex'"'
whole='\('$front',\)"salt":"\('$hex'\)",\("time":"[^"]*"\),"value":\(.*\)}'
while IFS= read -r entry; do
    count=$((count + 1))
    part() { printf '%s\n' "$entry" | sed "s/^$whole\$/$1/"; }
    chained=$(part '\1\3}')
    printf '%s\n' "$chained" | grep -xq "$front"',"time":"[^"]*"}' || refuse "the form of journal entry $count"
    known() { printf '%s\n' "$chained" | sed "s/.*\"$1\":\"\{0,1\}\([^\",]*\).*/\1/"; }
    before=$counter counter=$(known counter) writer=$(known author)
    if [ "$counter" = $((before + 1)) ]; then
        [ "$(known previous)" = "$last" ] || refuse "the place of journal entry $count"
        author=${author:-$writer}
        case $chained in
            *'"kind":"takeover"'*)
                case $(part '\4') in
                    '{"from":"'"$author"'",'*) author=$writer ;;
                    *) author=nobody ;;
                esac ;;
        esac
        [ "$writer" = "$author" ] || refuse "the author of journal entry $count"
    else
        awk -v a="$before" -v b="$counter" '$2 == a && $3 == b && $1 > b { n++ } END { exit n != 1 }' ../gaps \
            || refuse "the place of journal entry $count"
        jumps=$((jumps + 1)) author=$writer
    fi
    if [ "$chained" != "$entry" ]; then
        salted=$({ part '\2' | tr -d '\n' | tr a-f A-F | basenc --base16 -d; part '\4' | tr -d '\n'; } | digest)
        case $chained in
            *'"commitment":"'$salted\"*) ;;
            *) refuse "the value of journal entry $count" ;;
        esac
    fi
    last=$(printf %s "$chained" | digest)
done < journal.jsonl
[ "$author" = "$laptop" ] || refuse "the author of the journal's last entry"
[ "$(grep -vc ' null$' ../gaps)" -eq $jumps ] || refuse "a gap in the journal that is none"
grep ' null$' ../gaps | while read -r repair after _; do
    grep -q "\"counter\":$after,\"kind\"" journal.jsonl || refuse "the lost end of the journal"
    [ "$repair" -eq $((after + 1)) ] || {
        [ "$repair" -eq $((after + 2)) ] && grep -q "\"counter\":$((after + 1)),\"kind\":\"takeover\"" journal.jsonl
    } || refuse "the lost end of the journal"
done
grep -Fq "\"journal\":{\"entries\":$count,\"head\":\"$last\"}" manifest.json || refuse "the head of the journal"
holds "journal of $count entries"
sed 's/^[0-9]* \([0-9]*\) \(.*\)/LOST: journal entries after \1, before \2/; s/, before null$/, nobody knows how many/' ../gaps

echo "bundle    $(digest < manifest.json)"
echo "interview $interview"
echo "laptop    $laptop"
echo "sealed    $(field sealed)"
if [ $mldsa = unchecked ]; then
    echo "NOT CHECKED: the ML-DSA-65 signature; it needs OpenSSL 3.5 or later" >&2
    exit 3
fi
