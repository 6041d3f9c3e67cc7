using Pavior.Formats.Patterns;

namespace Pavior.Formats.Cel;

/// <summary>An expression whose names are resolved, ready to be evaluated.</summary>
internal abstract class CelCode
{
    /// <exception cref="CelBudgetException">It has cost too much.</exception>
    public abstract CelValue Run(CelRun run);

    /// <summary>Also an error that is known beforehand, where nothing was checked.</summary>
    internal sealed class Constant(CelValue value) : CelCode
    {
        public CelValue Value { get; } = value;

        public override CelValue Run(CelRun run) => Value;
    }

    internal sealed class Variable(int slot) : CelCode
    {
        public override CelValue Run(CelRun run) => run.Values[slot];
    }

    internal sealed class Local(int slot) : CelCode
    {
        public override CelValue Run(CelRun run) => run.Locals[slot];
    }

    internal sealed class Field(CelCode operand, string name, bool isTest) : CelCode
    {
        private readonly CelValue _key = CelValue.Of(name);

        public override CelValue Run(CelRun run)
        {
            run.Charge(1);
            var value = operand.Run(run);
            return value.Kind switch
            {
                CelKind.Error => value,
                CelKind.Map => OfMap(value.Map),
                CelKind.Object => OfObject(value),
                _ => CelValue.Fail($"no field {name}: {value.NameOfType} has none"),
            };
        }

        private CelValue OfMap(CelMap map)
        {
            var found = map.TryGet(_key, out var value);
            return isTest ? CelValue.Of(found) : found ? value!.Value : CelValue.Fail($"no such key: {name}");
        }

        private CelValue OfObject(CelValue value)
        {
            if (!value.ObjectType.TryGet(name, out var field))
                return CelValue.Fail($"no field {name} in {value.ObjectType.Name}");
            var read = field.Read(value.Instance);
            return isTest ? CelValue.Of(read is not null) : read ?? CelValue.Zero(field.Type);
        }
    }

    internal sealed class Logic(bool isAnd, CelCode[] operands) : CelCode
    {
        /// <summary>One operand that settles it outweighs errors in the others, wherever it stands.</summary>
        public override CelValue Run(CelRun run)
        {
            run.Charge(1);
            CelValue? error = null;
            foreach (var operand in operands)
            {
                var value = operand.Run(run);
                if (value.Kind != CelKind.Bool)
                    error ??= value.IsError ? value : CelValue.Fail($"{(isAnd ? "&&" : "||")} of a {value.NameOfType}");
                else if (value.IsTrue != isAnd)
                    return value;
            }

            return error ?? CelValue.Of(isAnd);
        }
    }

    internal sealed class Choice(CelCode condition, CelCode then, CelCode other) : CelCode
    {
        public override CelValue Run(CelRun run)
        {
            run.Charge(1);
            var value = condition.Run(run);
            return value.Kind switch
            {
                CelKind.Bool => value.IsTrue ? then.Run(run) : other.Run(run),
                CelKind.Error => value,
                _ => CelValue.Fail($"?: of a {value.NameOfType}"),
            };
        }
    }

    internal sealed class Items(CelCode[] items) : CelCode
    {
        public override CelValue Run(CelRun run)
        {
            run.Charge(1 + items.Length);
            var values = new CelValue[items.Length];
            for (var i = 0; i < items.Length; i++)
            {
                values[i] = items[i].Run(run);
                if (values[i].IsError)
                    return values[i];
            }

            return CelValue.Of(values);
        }
    }

    internal sealed class Entries((CelCode Key, CelCode Value)[] pairs) : CelCode
    {
        public override CelValue Run(CelRun run)
        {
            run.Charge(1 + pairs.Length);
            var map = new CelMap();
            foreach (var pair in pairs)
            {
                var key = pair.Key.Run(run);
                if (key.IsError)
                    return key;
                if (!CelMap.IsKey(key))
                    return CelValue.Fail($"a {key.NameOfType} is no key of a map");
                var value = pair.Value.Run(run);
                if (value.IsError)
                    return value;
                if (!map.TryAdd(key, value))
                    return CelValue.Fail($"the key {key} stands twice in one map");
            }

            return CelValue.Of(map);
        }
    }

    /// <summary><c>matches()</c> of a pattern that stands in the expression.</summary>
    internal sealed class Match(CelCode operand, LinearPattern pattern) : CelCode
    {
        public override CelValue Run(CelRun run)
        {
            var value = operand.Run(run);
            if (value.Kind != CelKind.String)
                return value.IsError ? value : CelValue.Fail($"matches does not take a {value.NameOfType}");
            run.Charge(pattern.Cost(value.String));
            return CelValue.Of(pattern.IsMatch(value.String));
        }
    }

    internal sealed class Call(CelLibraryFunction function, CelCode[] arguments) : CelCode
    {
        public override CelValue Run(CelRun run)
        {
            run.Charge(1);
            var buffer = default(CelArguments);
            Span<CelValue> values = buffer;
            for (var i = 0; i < arguments.Length; i++)
            {
                values[i] = arguments[i].Run(run);
                if (values[i].IsError)
                    return values[i];
            }

            return function.Run(run, values[..arguments.Length]) ?? CelValue.Fail(NoOverload(function.Name, values[..arguments.Length]));
        }

        private static string NoOverload(string name, ReadOnlySpan<CelValue> values)
        {
            var types = new string[values.Length];
            for (var i = 0; i < types.Length; i++)
                types[i] = values[i].NameOfType;
            return $"{CelLibrary.Shown(name)} does not take ({string.Join(", ", types)})";
        }
    }
}
