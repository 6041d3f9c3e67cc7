using System.Text;
using Pavior.Formats.Cel;
using Pavior.Formats.Patterns;
using Pavior.Policy;
using Pavior.Testing;

namespace Pavior.Fuzz.Targets;

/// <summary>Expressions and patterns, which policies are made of.</summary>
internal static class PolicyTargets
{
    /// <summary>Steps of one evaluation: enough to go everywhere, too few to wait for.</summary>
    private const int Steps = 20_000;

    private static readonly CelObjectType Finding = new(
        "finding",
        new CelField("id", CelType.String, static f => CelValue.Of((string)f)),
        new CelField("severity", CelType.OneOf("low", "high"), static _ => CelValue.Of("high")),
        new CelField("score", CelType.Double, static _ => null),
        new CelField("aliases", CelType.List(CelType.String), static _ => CelValue.Of((string[])["a", "b"])));

    private static readonly CelEnvironment Environment = new(new CelVariable("finding", Finding.Type), new CelVariable("x.y", CelType.Dyn));

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("cel", Seeds(
            "finding.severity in ['high', 'low'] && (finding.score >= 7.5 || !has(finding.score)) ? x.y : -1",
            "finding.aliases.filter(a, a.matches('^(CVE|GHSA)-[0-9]{4}')).map(a, {a: size(a) + 1u}).exists(m, m != {})",
            "timestamp('2026-01-01T00:00:00.123Z').getHours('+02:00') * int(duration('1h30m').getMinutes()) % 7 == 0x1F",
            "'a,b'.split(',').join('-').replace('a', b'\\x41' == b'A' ? r'\\' : \"\"\"x\"\"\").substring(1, 2).lowerAscii() + string(1e10)",
            "[1, 2, 3].transformMap(i, v, i > 0, v * 2)[1] == 4 && {'k': [null, true]}.k[dyn(0.0)] == null // remark"), RunCel),
        new("policy", Seeds(
            """
            version: 1
            gates:
              build:
                acceptGaps: gap.kind == 'unsupported'
                rules:
                  - id: bad
                    decision: deny
                    when: |
                      finding.kev &&
                        finding.score >= 7.0
                  - {id: many, decision: warn, when: 'size(findings) > 3', message: "Too many"}
            waivers:
              - {id: CVE-2026-0001, package: 'pkg:npm/@a/*@1.*', paths: ['a/**/b?.*'], stages: [build], owner: a, reason: b, expires: 2026-12-31, justification: component_not_present}
            """), RunPolicy),
        new("linear-pattern", Seeds("^(a|[b-d\\d]{2,3})*?(?i:x)\\b\\p{Lu}$", "\\Qa.\\E[[:alpha:]^-]+\\x{41}|(?P<n>.)?"), bytes => LinearPattern.Parse(Encoding.UTF8.GetString(bytes)).IsMatch("abcdx aB12")),
    ];

    private static byte[][] Seeds(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static void RunPolicy(byte[] input)
    {
        var policy = PolicyFile.Read("pavior.yaml", input);
        var answers = new FindingAnswers(policy, "build", [], SampleAssessments.Image, new DateOnly(2026, 3, 10));
        foreach (var finding in SampleAssessments.Image.Assessment!.Findings)
            answers.Answer(finding);
        if (policy.Gates.Count == 0 || policy.Gates.ContainsKey("build"))
            PolicyJudge.Judge(policy, "build", answers.Complete(SampleAssessments.Image), new DateOnly(2026, 3, 10), acceptGaps: false);
    }

    private static void RunCel(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        CelValue[] values = [CelValue.Of(Finding, "CVE-2026-1"), CelValue.Of(1L)];
        var source = new CelSource("input", text);
        long steps = Steps;
        CelProgram.Compile(source, Environment, isChecked: false).Evaluate(values, ref steps);
        CelProgram.Compile(source, Environment).Evaluate(values, ref steps);
    }
}
