import java.io.*;
import java.lang.management.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.javarosa.core.model.*;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.*;
import org.javarosa.xform.util.*;

/** JavaRosa in a benchmark: orders of words between tabs, a line each; a line in reply. Times are the thread's µs. */
public class Contestant {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static FormDef form;

    public static void main(String[] arguments) throws Exception {
        org.javarosa.core.services.storage.StorageManager.setStorageFactory(
            (name, type) -> new org.javarosa.core.services.storage.util.DummyIndexedStorageUtility());
        new org.javarosa.model.xform.XFormsModule().registerModule();
        org.javarosa.core.services.PropertyManager.initDefaultPropertyManager();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            try {
                out.println(String.join("\t", obeyed(line.split("\t", -1))));
            } catch (Throwable problem) {
                out.println("!" + String.valueOf(problem).replace('\n', ' '));
            }
        }
    }

    private static List<String> obeyed(String[] order) throws Exception {
        switch (order[0]) {
            case "load": return loaded(order[1], Integer.parseInt(order[2]));
            case "put": return put(order[1], order[2]);
            case "time": return timed(order, Integer.parseInt(order[4]), Integer.parseInt(order[5]));
            case "values": return values(Arrays.asList(order).subList(1, order.length));
            default: throw new IllegalArgumentException(order[0]);
        }
    }

    private static List<String> loaded(String file, int times) throws Exception {
        List<String> taken = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            long begun = CLOCK.getCurrentThreadCpuTime();
            try (InputStream xml = new FileInputStream(file)) {
                form = XFormUtils.getFormFromInputStream(xml);
            }
            taken.add(since(begun));
        }
        form.initialize(true, new InstanceInitializationFactory());
        return taken;
    }

    private static List<String> put(String path, String value) {
        TreeElement element = find(path);
        form.setValue(answer(element, value), element.getRef(), element, true);
        return List.of();
    }

    /** PATH ONE OTHER WARM TIMES: the two values in turn, at first untimed for so many milliseconds. */
    private static List<String> timed(String[] order, int warm, int times) {
        TreeElement element = find(order[1]);
        TreeReference reference = element.getRef();
        IAnswerData[] values = {answer(element, order[2]), answer(element, order[3])};
        List<String> taken = new ArrayList<>();
        long end = CLOCK.getCurrentThreadCpuTime() + warm * 1_000_000L;
        while (CLOCK.getCurrentThreadCpuTime() < end) {
            for (IAnswerData value : values) form.setValue(value, reference, element, true);
        }
        for (int time = 0; time < times; time++) {
            IAnswerData value = values[time % 2];
            long begun = CLOCK.getCurrentThreadCpuTime();
            form.setValue(value, reference, element, true);
            taken.add(since(begun));
        }
        return taken;
    }

    private static String since(long begun) {
        return String.valueOf((CLOCK.getCurrentThreadCpuTime() - begun) / 1000.0);
    }

    /** Blank for what is not relevant. */
    private static List<String> values(List<String> paths) {
        List<String> found = new ArrayList<>();
        for (String path : paths) {
            TreeElement element = find(path);
            IAnswerData value = element.isRelevant() ? element.getValue() : null;
            found.add(value == null ? "" : value.uncast().getString());
        }
        return found;
    }

    private static TreeElement find(String path) {
        TreeElement element = form.getMainInstance().getRoot();
        String[] names = path.substring(1).split("/");
        for (int depth = 1; depth < names.length; depth++) element = element.getChild(names[depth], 0);
        return element;
    }

    private static IAnswerData answer(TreeElement element, String value) {
        return value.isEmpty() ? null : XFormAnswerDataParser.getAnswerData(value, element.getDataType(), null);
    }
}
