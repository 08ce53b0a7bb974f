"""Every crate in the program must come under a licence that may be shipped with it."""

import subprocess
import sys

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "BlueOak-1.0.0",
    "CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "NCSA", "OFL-1.1", "Unicode-3.0", "Unlicense", "Zlib",
    # Of the certificate authorities' list that came with TLS: data, to be passed on with its text.
    "CDLA-Permissive-2.0",
}


def allowed(expression: str) -> bool:
    """Whether an SPDX expression can be met with allowed licences alone."""
    expression = expression.replace("/", " OR ").strip()
    while expression.startswith("(") and closes_at_end(expression):
        expression = expression[1:-1].strip()
    for operator, combine in ((" OR ", any), (" AND ", all)):
        parts = split(expression, operator)
        if len(parts) > 1:
            return combine(allowed(part) for part in parts)
    return expression in ALLOWED


def closes_at_end(expression: str) -> bool:
    depth = 0
    for index, letter in enumerate(expression):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return index == len(expression) - 1
    return False


def split(expression: str, operator: str) -> list[str]:
    parts, depth, start, index = [], 0, 0, 0
    while index < len(expression):
        depth += (expression[index] == "(") - (expression[index] == ")")
        if depth == 0 and expression.startswith(operator, index):
            parts.append(expression[start:index])
            start = index = index + len(operator)
            continue
        index += 1
    return parts + [expression[start:]]


def main() -> int:
    command = "cargo tree --locked --edges normal,build --target all --prefix none --format {p}|{l}"
    tree = subprocess.run(command.split(), check=True, capture_output=True, text=True).stdout
    crates = {line.removesuffix(" (*)") for line in tree.splitlines() if line}
    refused = sorted(line for line in crates if not allowed(line.partition("|")[2]))
    print(f"{len(crates)} crates, {len(refused)} with a licence that is not allowed")
    for line in refused:
        print(line)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
