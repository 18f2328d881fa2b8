import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.*;
import org.javarosa.xform.parse.XFormParser;

/** Loads submissions into their forms, as a data collector opens what it sent: form TAB instance a line. */
public class Reload {
    public static void main(String[] arguments) throws Exception {
        org.javarosa.core.services.storage.StorageManager.setStorageFactory(
            (name, type) -> new org.javarosa.core.services.storage.util.DummyIndexedStorageUtility());
        new org.javarosa.model.xform.XFormsModule().registerModule();
        org.javarosa.core.services.PropertyManager.initDefaultPropertyManager();
        org.javarosa.core.reference.ReferenceManager.instance().addReferenceFactory(
            new org.opendatakit.validate.StubReferenceFactory());
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            String[] files = line.split("\t");
            try {
                out.println(reloaded(files[0], files[1]));
            } catch (Throwable problem) {
                out.println("{\"error\":" + quoted(String.valueOf(problem)) + "}");
            }
        }
    }

    private static String reloaded(String form, String instance) throws Exception {
        FormDef definition;
        try (Reader f = Files.newBufferedReader(Paths.get(form)); Reader i = Files.newBufferedReader(Paths.get(instance))) {
            definition = new XFormParser(f, i).parse(form, null);
        }
        definition.initialize(false, new InstanceInitializationFactory());
        ValidateOutcome outcome = definition.validate(true);
        String violation = outcome == null ? null : definition.getChildInstanceRef(outcome.failedPrompt).toString();
        StringBuilder values = new StringBuilder();
        collect(definition.getMainInstance().getRoot(), "/" + definition.getMainInstance().getRoot().getName(), values);
        return "{\"violation\":" + quoted(violation) + ",\"values\":{" + values + "}}";
    }

    private static void collect(TreeElement element, String path, StringBuilder into) {
        for (int place = 0; place < element.getNumChildren(); place++) {
            TreeElement child = element.getChildAt(place);
            if (child.getMult() == TreeReference.INDEX_TEMPLATE || !child.isRelevant()) continue;
            String below = path + "/" + child.getName() + (child.isRepeatable() ? "[" + (child.getMult() + 1) + "]" : "");
            IAnswerData value = child.getValue();
            if (value != null) {
                into.append(into.length() == 0 ? "" : ",").append(quoted(below)).append(':').append(quoted(value.uncast().getString()));
            }
            collect(child, below, into);
        }
    }

    private static String quoted(String text) {
        if (text == null) return "null";
        StringBuilder found = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') found.append('\\').append(c);
            else if (c < 32) found.append(String.format("\\u%04x", (int) c));
            else found.append(c);
        }
        return found.append('"').toString();
    }
}
