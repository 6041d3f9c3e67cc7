"""Validates JSON documents against JSON schemas that may refer to each other, without a network.

    validate.py SCHEMAS... -- SCHEMA=DOCUMENT...

Prints one line for each complaint; exit code 0 when there is none, 1 when there are, 77 when this machine has no validator.
Works with the jsonschema of Debian 12 (4.10) and with later ones.
"""
import json
import sys

try:
    import jsonschema
    from jsonschema.validators import validator_for
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def name_of(schema, path):
    return schema.get("$id") or "file:" + path


def main(arguments):
    split = arguments.index("--")
    schemas = {path: load(path) for path in arguments[:split]}
    by_id = {name_of(schema, path): schema for path, schema in schemas.items()}
    complaints = 0
    for pair in arguments[split + 1:]:
        schema_path, document_path = pair.split("=", 1)
        schema = schemas[schema_path]
        validator = build(schema, by_id)
        for error in sorted(validator.iter_errors(load(document_path)), key=lambda e: list(map(str, e.absolute_path))):
            complaints += 1
            where = "/".join(map(str, error.absolute_path))
            print(f"{document_path}: /{where}: {error.message[:300]}")
    return 1 if complaints else 0


def build(schema, by_id):
    kind = validator_for(schema)
    try:
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT7
    except ImportError:
        resolver = jsonschema.RefResolver.from_schema(schema, store=by_id)
        return kind(schema, resolver=resolver, format_checker=jsonschema.FormatChecker())
    resources = [(uri, Resource.from_contents(other, default_specification=DRAFT7)) for uri, other in by_id.items()]
    return kind(schema, registry=Registry().with_resources(resources), format_checker=kind.FORMAT_CHECKER)


sys.exit(main(sys.argv[1:]))
