package dev.steergraph.ingest.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of Python's pickle machine that data needs, protocols 0 to 5. Numbers become Long, BigInteger or Double, text
 * String, lists and tuples List, dictionaries Map, None {@link #NONE}. A global is one of {@link TorchGlobal} or the file
 * is refused; calling one computes a value of ours, no class is ever looked up by a name in the file.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">the operations</a>
 */
final class Unpickler {

    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    private static final Object MARK = new Object();

    private final PickleInput in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private final Map<String, StorageReference> storages = new LinkedHashMap<>();

    Unpickler(PickleInput in) {
        this.in = in;
    }

    /**
     * Reads one pickle, up to its STOP.
     *
     * @throws UserError if it is broken, or wants a global that is not on the list
     */
    Object load() throws IOException {
        for (int operation = in.u1(); operation != '.'; operation = in.u1()) {
            step(operation);
        }
        return pop(Object.class);
    }

    /** The storages that were named so far, by key. */
    Map<String, StorageReference> storages() {
        return storages;
    }

    private void step(int operation) throws IOException {
        switch (operation) {
            case 0x80 -> {
                int protocol = in.u1();
                if (protocol > 5) {
                    throw in.broken("its pickle has protocol " + protocol + ", known are 0 to 5");
                }
            }
            case 0x95 -> in.i8(); // FRAME: its length is for readers of streams
            case '(' -> stack.add(MARK);
            case '0' -> stack.remove(checkedTop());
            case '1' -> marked();
            case '2' -> stack.add(stack.get(checkedTop()));
            case 'N' -> stack.add(NONE);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'I' -> stack.add(decimalOrBoolean(in.line()));
            case 'L' -> stack.add(decimal(in.line().replaceFirst("L$", "")));
            case 'J' -> stack.add((long) in.i4());
            case 'K' -> stack.add((long) in.u1());
            case 'M' -> stack.add((long) in.u2());
            case 0x8a -> stack.add(in.integer(in.u1()));
            case 0x8b -> stack.add(in.integer(in.i4()));
            case 'F' -> stack.add(floating(in.line()));
            case 'G' -> stack.add(in.bigEndianDouble());
            case 'S' -> stack.add(quoted(in.line()));
            case 'T' -> stack.add(in.latin1(in.i4()));
            case 'U' -> stack.add(in.latin1(in.u1()));
            case 'V' -> stack.add(in.line());
            case 'X' -> stack.add(in.utf8(in.i4() & 0xffffffffL));
            case 0x8c -> stack.add(in.utf8(in.u1()));
            case 0x8d -> stack.add(in.utf8(in.i8()));
            case 'B' -> stack.add(in.raw(in.i4() & 0xffffffffL));
            case 'C' -> stack.add(in.raw(in.u1()));
            case 0x8e -> stack.add(in.raw(in.i8()));
            case ')' -> stack.add(List.of());
            case 't' -> stack.add(Collections.unmodifiableList(marked()));
            case 0x85 -> stack.add(tuple(1));
            case 0x86 -> stack.add(tuple(2));
            case 0x87 -> stack.add(tuple(3));
            case ']' -> stack.add(new ArrayList<>());
            case 'l' -> stack.add(marked());
            case 'a' -> append(tuple(1));
            case 'e' -> append(marked());
            case '}' -> stack.add(new LinkedHashMap<>());
            case 'd' -> {
                List<Object> items = marked();
                stack.add(new LinkedHashMap<>());
                putAll(items);
            }
            case 's' -> putAll(tuple(2));
            case 'u' -> putAll(marked());
            case 'p' -> memo.put((int) decimal(in.line()), stack.get(checkedTop()));
            case 'q' -> memo.put(in.u1(), stack.get(checkedTop()));
            case 'r' -> memo.put(in.i4(), stack.get(checkedTop()));
            case 0x94 -> memo.put(memo.size(), stack.get(checkedTop()));
            case 'g' -> stack.add(remembered((int) decimal(in.line())));
            case 'h' -> stack.add(remembered(in.u1()));
            case 'j' -> stack.add(remembered(in.i4()));
            case 'c' -> {
                String module = in.line();
                stack.add(TorchGlobal.named(module, in.line(), in));
            }
            case 0x93 -> {
                String name = pop(String.class);
                stack.add(TorchGlobal.named(pop(String.class), name, in));
            }
            case 'R', 0x81 -> {
                List<?> arguments = pop(List.class);
                stack.add(pop(TorchGlobal.class).call(arguments, in));
            }
            case 'b' -> {
                // The attributes of an OrderedDict, such as a state dict's _metadata: nothing that tensors need.
                pop(Object.class);
                if (!(stack.get(checkedTop()) instanceof Map)) {
                    throw in.broken("it sets attributes of what is no dictionary");
                }
            }
            case 'Q' -> {
                StorageReference storage = StorageReference.of(pop(List.class), in);
                storages.put(storage.key(), storage);
                stack.add(storage);
            }
            default ->
                throw in.broken(
                        String.format("its pickle has the operation 0x%02x, which data does not need", operation));
        }
    }

    private int checkedTop() {
        if (stack.isEmpty()) {
            throw in.broken("its pickle takes from an empty stack");
        }
        return stack.size() - 1;
    }

    private <T> T pop(Class<T> type) {
        Object top = stack.remove(checkedTop());
        if (top == MARK || !type.isInstance(top)) {
            throw in.broken("its pickle has no " + type.getSimpleName() + " where one is needed");
        }
        return type.cast(top);
    }

    /** What lies above the topmost mark, which goes as well. */
    private List<Object> marked() {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw in.broken("its pickle has no mark where one is needed");
        }
        List<Object> above = stack.subList(mark + 1, stack.size());
        List<Object> items = new ArrayList<>(above);
        above.clear();
        stack.remove(mark);
        return items;
    }

    private List<Object> tuple(int length) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(0, pop(Object.class));
        }
        return Collections.unmodifiableList(items);
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> items) {
        if (!(stack.get(checkedTop()) instanceof ArrayList<?> list)) {
            throw in.broken("it appends to what is no list");
        }
        ((ArrayList<Object>) list).addAll(items);
    }

    @SuppressWarnings("unchecked")
    private void putAll(List<Object> items) {
        if (!(stack.get(checkedTop()) instanceof Map<?, ?> map) || items.size() % 2 != 0) {
            throw in.broken("it puts what are no pairs into a dictionary");
        }
        for (int i = 0; i < items.size(); i += 2) {
            Object key = items.get(i);
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
                throw in.broken("a dictionary's key is neither text nor a number");
            }
            ((Map<Object, Object>) map).put(key, items.get(i + 1));
        }
    }

    private Object remembered(int index) {
        Object value = memo.get(index);
        if (value == null) {
            throw in.broken("its pickle refers to what it has not named");
        }
        return value;
    }

    private Object decimalOrBoolean(String line) {
        return line.equals("01") ? (Object) true : line.equals("00") ? (Object) false : (Object) decimal(line);
    }

    private long decimal(String line) {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw in.broken("\"" + line + "\" is no whole number");
        }
    }

    private double floating(String line) {
        try {
            return Double.parseDouble(line);
        } catch (NumberFormatException e) {
            throw in.broken("\"" + line + "\" is no number");
        }
    }

    private String quoted(String line) {
        if (line.length() < 2 || line.charAt(0) != line.charAt(line.length() - 1) || line.contains("\\")) {
            throw in.broken("a text is not quoted as it should be");
        }
        return line.substring(1, line.length() - 1);
    }
}
