import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.YamlProcessor;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.ObjectUtils;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The loader that a Spring Boot service reads its configuration with, as one process that answers many requests.
 *
 * <p>A request on standard input is a line {@code KIND LENGTH} followed by LENGTH bytes. KIND is {@code yaml},
 * {@code properties-latin1} ({@code Properties.load(InputStream)}) or {@code properties-utf8}
 * ({@code Properties.load(Reader)}). The answer is one line of JSON on standard output:
 *
 * <pre>
 * {"ok":true,"documents":[{"properties":{"a.b":"1"},"types":{"a.b":"Integer"}}]}
 * {"ok":false,"class":"ScannerException","line":3,"column":7,"message":"..."}
 * </pre>
 *
 * Lines and columns count from 1 and are absent where the loader gives none. Strings have no type entry.
 *
 * <p>The parts of Spring Boot that are not packaged by Debian are repeated here; each names the class it repeats.
 */
public final class Oracle {

    public static void main(String[] arguments) throws Exception {
        // A self-referring alias ends in a StackOverflowError, as in a service; the size only decides how soon.
        Thread thread = new Thread(null, Oracle::serve, "oracle", 2L << 20);
        thread.start();
        thread.join();
    }

    private static void serve() {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.US_ASCII);
        try {
            for (String header = line(in); header != null; header = line(in)) {
                int blank = header.indexOf(' ');
                byte[] bytes = new byte[Integer.parseInt(header.substring(blank + 1))];
                in.readFully(bytes);
                StringBuilder answer = new StringBuilder();
                try {
                    writeDocuments(answer, load(header.substring(0, blank), bytes));
                } catch (Exception | StackOverflowError | OutOfMemoryError e) {
                    answer.setLength(0);
                    writeFailure(answer, e);
                }
                out.append(answer).append('\n').flush();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.length() > 0) {
                    throw new EOFException("the header of a request is cut off");
                }
                return null;
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private static List<Map<String, Object>> load(String kind, byte[] bytes) throws IOException {
        switch (kind) {
            case "yaml":
                return new Loader(bytes).load();
            case "properties-latin1":
                Properties latin1 = new Properties();
                latin1.load(new ByteArrayInputStream(bytes));
                return List.of(ordered(latin1));
            case "properties-utf8":
                Properties utf8 = new Properties();
                utf8.load(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
                return List.of(ordered(utf8));
            default:
                throw new IllegalArgumentException("unknown kind of request: " + kind);
        }
    }

    private static Map<String, Object> ordered(Properties properties) {
        Map<String, Object> result = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().sorted().forEach(name -> result.put(name, properties.getProperty(name)));
        return result;
    }

    // The loader ----------------------------------------------------------------------------------------------

    /** org.springframework.boot.env.OriginTrackedYamlLoader of Spring Boot 3.4 to 4.0. */
    private static final class Loader extends YamlProcessor {

        Loader(byte[] bytes) {
            setResources(new ByteArrayResource(bytes));
        }

        List<Map<String, Object>> load() {
            List<Map<String, Object>> documents = new ArrayList<>();
            process((properties, map) -> documents.add(getFlattenedMap(emptyCollectionsAsText(map))));
            return documents;
        }

        @Override
        protected Yaml createYaml() {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            options.setMaxAliasesForCollections(Integer.MAX_VALUE);
            options.setAllowRecursiveKeys(true);
            options.setCodePointLimit(Integer.MAX_VALUE);
            DumperOptions dumper = new DumperOptions();
            return new Yaml(new TrackingConstructor(options), new Representer(dumper), dumper, options, new NoTimestampResolver());
        }

        /**
         * YamlProcessor 4.3, which Debian packages, drops an empty collection; since 5.0 it is a property with the value "".
         * An empty list never comes this far, see {@link TrackingConstructor}, but the empty set of {@code !!set {}} does.
         */
        @SuppressWarnings("unchecked")
        private static <T> T emptyCollectionsAsText(T value) {
            if (value instanceof Map) {
                Map<Object, Object> copy = new LinkedHashMap<>();
                ((Map<Object, Object>) value).forEach((key, child) -> copy.put(key, emptyCollectionsAsText(child)));
                return (T) copy;
            }
            if (value instanceof Collection) {
                Collection<Object> list = (Collection<Object>) value;
                if (list.isEmpty()) {
                    return (T) "";
                }
                List<Object> copy = new ArrayList<>();
                list.forEach(child -> copy.add(emptyCollectionsAsText(child)));
                return (T) copy;
            }
            return value;
        }
    }

    /** OriginTrackedYamlLoader.OriginTrackingConstructor; the origins themselves are of no interest here. */
    private static final class TrackingConstructor extends SafeConstructor {

        TrackingConstructor(LoaderOptions options) {
            super(options);
        }

        @Override
        public Object getData() {
            Object document = super.getData();
            return document instanceof CharSequence && ((CharSequence) document).length() == 0 ? null : document;
        }

        @Override
        protected Object constructObject(Node node) {
            if (node instanceof SequenceNode && ((SequenceNode) node).getValue().isEmpty()) {
                return Tracked.of("");
            }
            if (node instanceof ScalarNode && !(node instanceof KeyNode)) {
                return Tracked.of(super.constructObject(node));
            }
            if (node instanceof MappingNode) {
                MappingNode mapping = (MappingNode) node;
                List<NodeTuple> tuples = new ArrayList<>();
                mapping.getValue().forEach(tuple -> tuples.add(KeyNode.in(tuple)));
                mapping.setValue(tuples);
            }
            return super.constructObject(node);
        }
    }

    /** OriginTrackedYamlLoader.KeyScalarNode. */
    private static final class KeyNode extends ScalarNode {

        private KeyNode(ScalarNode node) {
            super(node.getTag(), node.getValue(), node.getStartMark(), node.getEndMark(), node.getScalarStyle());
        }

        static NodeTuple in(NodeTuple tuple) {
            Node key = tuple.getKeyNode();
            return new NodeTuple(key instanceof ScalarNode ? new KeyNode((ScalarNode) key) : key, tuple.getValueNode());
        }
    }

    /** OriginTrackedYamlLoader.NoTimestampResolver. */
    private static final class NoTimestampResolver extends Resolver {

        @Override
        public void addImplicitResolver(Tag tag, Pattern pattern, String first, int limit) {
            if (tag != Tag.TIMESTAMP) {
                super.addImplicitResolver(tag, pattern, first, limit);
            }
        }
    }

    /** org.springframework.boot.origin.OriginTrackedValue: equal by value and class, never equal to the bare value. */
    private static class Tracked {

        final Object value;

        private Tracked(Object value) {
            this.value = value;
        }

        static Tracked of(Object value) {
            Object present = value == null ? "" : value;
            return present instanceof CharSequence ? new TrackedText((CharSequence) present) : new Tracked(present);
        }

        @Override
        public boolean equals(Object other) {
            return other != null && other.getClass() == getClass() && ObjectUtils.nullSafeEquals(value, ((Tracked) other).value);
        }

        @Override
        public int hashCode() {
            return ObjectUtils.nullSafeHashCode(value);
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** OriginTrackedValue.OriginTrackedCharSequence. */
    private static final class TrackedText extends Tracked implements CharSequence {

        TrackedText(CharSequence value) {
            super(value);
        }

        @Override
        public int length() {
            return ((CharSequence) value).length();
        }

        @Override
        public char charAt(int index) {
            return ((CharSequence) value).charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return ((CharSequence) value).subSequence(start, end);
        }
    }

    // Answers -------------------------------------------------------------------------------------------------

    private static void writeDocuments(StringBuilder out, List<Map<String, Object>> documents) {
        out.append("{\"ok\":true,\"documents\":[");
        String separator = "";
        for (Map<String, Object> document : documents) {
            Map<String, String> values = new LinkedHashMap<>();
            Map<String, String> types = new LinkedHashMap<>();
            document.forEach((name, tracked) -> {
                Object value = tracked instanceof Tracked ? ((Tracked) tracked).value : tracked;
                values.put(name, text(value));
                if (!(value instanceof String)) {
                    types.put(name, value.getClass().getSimpleName());
                }
            });
            out.append(separator).append("{\"properties\":");
            writeMap(out, values);
            out.append(",\"types\":");
            writeMap(out, types);
            out.append('}');
            separator = ",";
        }
        out.append("]}");
    }

    /** Arrays have no text of their own in Java: bytes (of {@code !!binary}) are shown as base64, pairs as a list. */
    private static String text(Object value) {
        if (value instanceof byte[]) {
            return "base64:" + Base64.getEncoder().encodeToString((byte[]) value);
        }
        return value instanceof Object[] ? Arrays.toString((Object[]) value) : value.toString();
    }

    private static void writeFailure(StringBuilder out, Throwable failure) {
        out.append("{\"ok\":false,\"class\":");
        writeString(out, failure.getClass().getSimpleName());
        Mark mark = failure instanceof MarkedYAMLException ? ((MarkedYAMLException) failure).getProblemMark() : null;
        if (mark != null) {
            out.append(",\"line\":").append(mark.getLine() + 1).append(",\"column\":").append(mark.getColumn() + 1);
        }
        out.append(",\"message\":");
        writeString(out, String.valueOf(failure.getMessage()));
        out.append('}');
    }

    private static void writeMap(StringBuilder out, Map<String, String> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, String> entry : map.entrySet()) {
            out.append(separator);
            writeString(out, entry.getKey());
            out.append(':');
            writeString(out, entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    /** All but printable ASCII is escaped. Half of a surrogate pair is no character: it is written as U+FFFD. */
    private static void writeString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                out.append(String.format("\\u%04x\\u%04x", (int) c, (int) text.charAt(++i)));
            } else if (Character.isSurrogate(c)) {
                out.append("\\ufffd");
            } else if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
