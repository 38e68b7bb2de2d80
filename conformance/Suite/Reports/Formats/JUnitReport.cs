using System.Text;
using System.Xml;
using System.Xml.Linq;
using Conformance.Spec;
using Conformance.Suite.Running;

namespace Conformance.Suite.Reports;

/// <summary>
/// The report as JUnit XML, which CI servers read: a test suite for each engine in each element type, a test case for each
/// verdict; a suite for the laws of each engine. What is not computed, proves nothing or is a known failure is skipped, with
/// its reason.
/// </summary>
public static class JUnitReport
{
    /// <summary>The file's text.</summary>
    public static string Render(RunReport report)
    {
        List<XElement> suites =
        [
            .. report.Results.GroupBy(result => (result.Engine, result.Type))
                .Select(of => Suite($"{of.Key.Engine} {Html.Name(of.Key.Type)}", [.. of.Select(Case)],
                    of.Key.Type == ElementType.F32 ? report.Diagnoses.FirstOrDefault(diagnosis => diagnosis.Engine == of.Key.Engine) : null)),
            .. report.Laws.Where(law => law.Checks > 0).GroupBy(law => (law.Engine, law.Type)).Select(of => Suite($"{of.Key.Engine} {Html.Name(of.Key.Type)} laws", [.. of.Select(Case)])),
        ];
        var root = new XElement("testsuites", new XAttribute("name", "convolution conformance"), Sum("tests"), Sum("failures"), Sum("errors"), Sum("skipped"), suites);
        using var text = new Utf8Writer();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true })) new XDocument(root).Save(writer);
        return text.ToString();

        XAttribute Sum(string name) => new(name, suites.Sum(suite => (int)suite.Attribute(name)!));
    }

    private static XElement Suite(string name, List<XElement> cases, EngineDiagnosis? diagnosis = null) =>
        new("testsuite", new XAttribute("name", Clean(name)), new XAttribute("tests", cases.Count), Count(cases, "failure", "failures"),
            Count(cases, "error", "errors"), Count(cases, "skipped", "skipped"), cases,
            diagnosis is null ? null : new XElement("system-out", Clean(diagnosis.ToString())));

    private static XAttribute Count(List<XElement> cases, string element, string attribute) =>
        new(attribute, cases.Count(test => test.Element(element) is not null));

    private static XElement Case(CaseResult result)
    {
        Verdict verdict = result.Verdict;
        var test = new XElement("testcase", new XAttribute("classname", Clean($"{result.Engine}.{Html.Name(result.Type)}.{result.Feature}")), new XAttribute("name", Clean(result.Case)));
        string words = VerdictSign.Of(verdict.Kind).Words;
        if (verdict.IsFailure)
        {
            // A wrong answer is a failure; no answer at all is an error.
            string element = verdict.Kind is VerdictKind.Failed or VerdictKind.Nondeterministic or VerdictKind.StateBetweenCalls or VerdictKind.NotThreadSafe
                or VerdictKind.InputModified or VerdictKind.UnexpectedPass ? "failure" : "error";
            test.Add(new XElement(element, new XAttribute("type", words), new XAttribute("message", Clean(verdict.Reason)), Clean(FailureText.Of(result))));
        }
        else if (verdict.Kind != VerdictKind.Passed) test.Add(new XElement("skipped", new XAttribute("message", Clean($"{words}: {verdict.Reason}"))));
        return test;
    }

    private static XElement Case(LawUse law)
    {
        var test = new XElement("testcase", new XAttribute("classname", Clean($"{law.Engine}.laws.{law.Family}")), new XAttribute("name", Clean(law.Law)));
        if (law.Broken > 0)
        {
            test.Add(new XElement("failure", new XAttribute("type", "broken law"), new XAttribute("message", Clean(law.Reason ?? "")),
                Clean($"convcheck replay {Shell.Quote(law.Line ?? "")} --law {law.Law} --engine {Shell.Quote(law.Engine)}")));
        }
        return test;
    }

    /// <summary>Without what XML cannot hold, as garbage from an engine may.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private sealed class Utf8Writer : StringWriter
    {
        public override Encoding Encoding => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    }
}
