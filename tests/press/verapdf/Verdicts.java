import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Judges PDF files with veraPDF: java -cp ... Verdicts.java 3a,ua1 FILE...
 *
 * <p>Prints one line for each file and flavour, "verdict TAB flavour TAB pass|fail|error TAB checks TAB file", and
 * after it one for each broken rule, "broken TAB clause TAB test TAB times TAB first place TAB message". The last line
 * is "done TAB files", so that a reader can tell a whole answer from a broken one.
 */
public final class Verdicts {
    private static final int FAILURES_SHOWN = 1000;

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        VeraGreenfieldFoundryProvider.initialise();
        int files = 0;
        for (int index = 1; index < arguments.length; index++) {
            for (String flavour : arguments[0].split(",")) {
                judge(out, arguments[index], PDFAFlavour.byFlavourId(flavour));
            }
            files++;
        }
        out.println("done\t" + files);
    }

    private static void judge(PrintStream out, String file, PDFAFlavour flavour) {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (PDFAParser parser = foundry.createParser(new File(file), flavour);
                PDFAValidator validator = foundry.createValidator(flavour, FAILURES_SHOWN, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "pass" : "fail";
            line(out, "verdict", flavour.getId(), verdict, result.getTotalAssertions(), file);
            broken(out, result);
        } catch (Exception | StackOverflowError error) {
            line(out, "verdict", flavour.getId(), "error", 0, file);
            line(out, "broken", "-", "0", 1, "", error.toString());
        }
    }

    private static void broken(PrintStream out, ValidationResult result) {
        Map<String, TestAssertion> first = new TreeMap<>();
        Map<String, Integer> times = new TreeMap<>();
        for (TestAssertion each : result.getTestAssertions()) {
            if (each.getStatus() == TestAssertion.Status.FAILED) {
                String rule = each.getRuleId().getClause() + "\t" + each.getRuleId().getTestNumber();
                first.putIfAbsent(rule, each);
                times.merge(rule, 1, Integer::sum);
            }
        }
        for (Map.Entry<String, TestAssertion> each : first.entrySet()) {
            TestAssertion found = each.getValue();
            String[] rule = each.getKey().split("\t");
            int often = times.get(each.getKey());
            line(out, "broken", rule[0], rule[1], often, found.getLocation().getContext(), found.getMessage());
        }
    }

    private static void line(PrintStream out, Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            String word = String.valueOf(part).replaceAll("\\s+", " ");
            text.append(text.length() == 0 ? "" : "\t").append(word);
        }
        out.println(text);
    }
}
