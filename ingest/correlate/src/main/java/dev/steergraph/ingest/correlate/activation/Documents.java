package dev.steergraph.ingest.correlate.activation;

/**
 * Which rows belong to which document; the rows of a document are consecutive.
 *
 * @param starts [documents + 1] first rows
 * @param number [rows] number of the document, from 0
 */
public record Documents(int[] starts, int[] number) {

    public static Documents of(int[] document) {
        int[] number = new int[document.length];
        for (int row = 1; row < document.length; row++) {
            number[row] = number[row - 1] + (document[row] != document[row - 1] ? 1 : 0);
        }
        int count = document.length == 0 ? 0 : number[document.length - 1] + 1;
        int[] starts = new int[count + 1];
        for (int row = document.length - 1; row >= 0; row--) {
            starts[number[row]] = row;
        }
        starts[count] = document.length;
        return new Documents(starts, number);
    }

    public int count() {
        return starts.length - 1;
    }

    public int rows(int d) {
        return starts[d + 1] - starts[d];
    }
}
