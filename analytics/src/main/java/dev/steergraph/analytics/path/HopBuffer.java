package dev.steergraph.analytics.path;

import java.util.Arrays;

/** Growing columns of hops: two node numbers and two values each. */
final class HopBuffer {

    private int[] source = new int[1024];
    private int[] target = new int[1024];
    private double[] r = new double[1024];
    private double[] mi = new double[1024];
    private int size;

    void add(int sourceNode, int targetNode, double rValue, double miValue) {
        if (size == source.length) {
            int larger = Math.addExact(size, size);
            source = Arrays.copyOf(source, larger);
            target = Arrays.copyOf(target, larger);
            r = Arrays.copyOf(r, larger);
            mi = Arrays.copyOf(mi, larger);
        }
        source[size] = sourceNode;
        target[size] = targetNode;
        r[size] = rValue;
        mi[size++] = miValue;
    }

    int size() {
        return size;
    }

    int source(int i) {
        return source[i];
    }

    int target(int i) {
        return target[i];
    }

    double r(int i) {
        return r[i];
    }

    double mi(int i) {
        return mi[i];
    }
}
