package dev.steergraph.ingest.sae.training;

/** Selection without sorting (Hoare's quickselect); the array is rearranged. */
final class Selection {

    private Selection() {}

    /** The n-th largest value, n from 1. */
    static float nthLargest(float[] values, int n) {
        int left = 0;
        int right = values.length - 1;
        int target = values.length - n;
        while (left < right) {
            float pivot = medianOfThree(values, left, right);
            int i = left;
            int j = right;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    float swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            if (target <= j) {
                right = j;
            } else if (target >= i) {
                left = i;
            } else {
                return values[target];
            }
        }
        return values[target];
    }

    private static float medianOfThree(float[] values, int left, int right) {
        float a = values[left];
        float b = values[(left + right) >>> 1];
        float c = values[right];
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
