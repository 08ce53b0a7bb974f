import java.io.File;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates every PDF of a folder as PDF/A-2a and PDF/UA-1; says which rules fail, and fails if one does. */
public class Check {
    private static final PDFAFlavour[] FLAVOURS = {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1};

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        File[] files = new File(arguments[0]).listFiles((folder, name) -> name.endsWith(".pdf"));
        int least = Integer.parseInt(arguments[1]);
        if (files == null || files.length < least) {
            System.err.println("Too few files in " + arguments[0]);
            System.exit(2);
        }
        Arrays.sort(files);
        Map<String, String> failures = new TreeMap<>();
        int failed = 0;
        for (File file : files) {
            boolean compliant = true;
            for (PDFAFlavour flavour : FLAVOURS) {
                compliant &= check(file, flavour, failures);
            }
            failed += compliant ? 0 : 1;
        }
        failures.forEach((rule, example) -> System.out.println(rule + "\n    " + example));
        System.out.println(files.length + " files, " + failed + " of them not PDF/A-2a and PDF/UA-1");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean check(File file, PDFAFlavour flavour, Map<String, String> failures) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    failures.putIfAbsent(
                            flavour + " " + assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber()
                                    + ": " + assertion.getMessage(),
                            file.getName() + " " + assertion.getLocation().getContext() + " " + assertion.getErrorMessage());
                }
            }
            return result.isCompliant();
        }
    }
}
