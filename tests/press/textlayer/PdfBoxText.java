// Text of a PDF as Apache PDFBox gives it (PDFTextStripper as Tika uses it), a form feed after each page.
// Usage: java -cp JARS PdfBoxText.java FILE.pdf
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

public class PdfBoxText {
    public static void main(String[] arguments) throws Exception {
        try (PDDocument document = PDDocument.load(new File(arguments[0]))) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setPageEnd("\f");
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8.name());
            out.print(stripper.getText(document));
        }
    }
}
