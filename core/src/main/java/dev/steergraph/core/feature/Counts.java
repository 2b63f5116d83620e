package dev.steergraph.core.feature;

import dev.steergraph.core.io.DType;
import dev.steergraph.core.io.Tensor;
import java.util.Arrays;

/** Many counts, each of 32 bits until one needs more. */
public final class Counts {

    private int[] narrow;
    private long[] wide = new long[0];

    Counts(int size) {
        narrow = new int[size];
    }

    /** What a file holds, in I32 or I64. */
    static Counts of(Tensor tensor) {
        Counts counts = new Counts(0);
        if (tensor.dtype() == DType.I32) {
            counts.narrow = new int[(int) tensor.size()];
            tensor.data().asIntBuffer().get(counts.narrow);
        } else {
            counts.wide = new long[(int) tensor.size()];
            tensor.data().asLongBuffer().get(counts.wide);
        }
        return counts;
    }

    public long get(int index) {
        return wide.length > 0 ? wide[index] : narrow[index];
    }

    void add(int index, long more) {
        long sum = get(index) + more;
        if (wide.length == 0 && sum > Integer.MAX_VALUE) {
            wide = Arrays.stream(narrow).asLongStream().toArray();
            narrow = new int[0];
        }
        if (wide.length > 0) {
            wide[index] = sum;
        } else {
            narrow[index] = (int) sum;
        }
    }

    int size() {
        return Math.max(narrow.length, wide.length);
    }

    /** I32 where that holds all of them, else I64. */
    Tensor tensor(String name, long... shape) {
        Tensor flat = wide.length > 0 ? Tensor.of(name, wide) : Tensor.of(name, narrow);
        return new Tensor(name, flat.dtype(), shape, flat.data());
    }
}
