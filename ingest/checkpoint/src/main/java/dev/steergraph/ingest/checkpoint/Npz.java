package dev.steergraph.ingest.checkpoint;

import dev.steergraph.core.UserError;
import dev.steergraph.core.io.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code numpy.savez} and {@code numpy.savez_compressed} write: a zip archive of {@code .npy} files.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the .npy format</a>
 */
final class Npz {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'([^']+)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([0-9,\\s]*)\\),?\\s*\\}\\s*");
    private static final Map<String, DType> TYPES =
            Map.of("<f2", DType.F16, "<f4", DType.F32, "<f8", DType.F64, "<i4", DType.I32, "<i8", DType.I64);

    private Npz() {}

    static Map<String, StoredTensor> read(Path file) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Region> member :
                ZipMembers.readPacked(new MappedFile(file)).entrySet()) {
            String name = member.getKey();
            if (name.endsWith(".npy")) {
                tensors.put(name.substring(0, name.length() - ".npy".length()), array(file, name, member.getValue()));
            }
        }
        return tensors;
    }

    private static StoredTensor array(Path file, String name, Region data) throws IOException {
        int preamble = (int) Math.min(12, data.size());
        ByteBuffer start = data.bytes(0, preamble);
        byte[] magic = new byte[MAGIC.length];
        if (preamble == 12) {
            start.get(0, magic);
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw new UserError(file + ": " + name + " is no .npy file.");
        }
        boolean wide = start.get(6) > 1;
        long first = wide ? 12 : 10;
        long length = wide ? start.getInt(8) & 0xffffffffL : start.getShort(8) & 0xffff;
        if (length > Math.min(1 << 16, data.size() - first)) {
            throw new UserError(file + ": the header of " + name + " is longer than the file.");
        }
        String text =
                StandardCharsets.UTF_8.decode(data.bytes(first, (int) length)).toString();
        Matcher header = HEADER.matcher(text);
        if (!header.matches() || !TYPES.containsKey(header.group(1))) {
            throw new UserError(file + ": " + name + " is " + text.strip()
                    + "; arrays that can be read are of the types <f2, <f4, <f8, <i4, <i8.");
        }
        DType dtype = TYPES.get(header.group(1));
        long[] shape;
        long bytes = dtype.bytes();
        try {
            shape = Arrays.stream(header.group(3).split(","))
                    .map(String::strip)
                    .filter(number -> !number.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
            for (long side : shape) {
                bytes = Math.multiplyExact(bytes, side);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UserError(
                    file + ": " + name + " has the shape (" + header.group(3) + "), which no array has.", e);
        }
        if (data.size() - first - length != bytes) {
            throw new UserError(file + ": " + name + " should have " + bytes + " bytes of data by its header, it has "
                    + (data.size() - first - length) + ".");
        }
        Region values = data.part(first + length, bytes);
        boolean columnsFirst = header.group(2).equals("True") && shape.length > 1;
        return columnsFirst ? fortran(file, name, dtype, shape, values) : new DenseTensor(dtype, shape, values);
    }

    /** Fortran's order: the first index runs fastest. */
    private static StoredTensor fortran(Path file, String name, DType dtype, long[] shape, Region values) {
        if (values.size() > Integer.MAX_VALUE) {
            throw new UserError(file + ": " + name
                    + " is larger than 2 GiB and in Fortran order; save it in C order (numpy.ascontiguousarray).");
        }
        long[] stride = new long[shape.length];
        stride[0] = 1;
        for (int d = 1; d < shape.length; d++) {
            stride[d] = stride[d - 1] * shape[d - 1];
        }
        return new StridedTensor(dtype, shape, stride, values);
    }
}
