package dev.steergraph.web.bolt;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** One connection to the database, and the page's WebSocket that it belongs to. Each waits for the other to take what it sends. */
final class RelayedConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5000;
    private static final int PIECE = 1 << 14;

    private final Session page;
    private final Socket database;

    private RelayedConnection(Session page, Socket database) {
        this.page = page;
        this.database = database;
    }

    /** @throws IOException if the database does not answer */
    static RelayedConnection open(Session page, InetSocketAddress there) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(there.getHostString(), there.getPort()), CONNECT_MILLIS);
            return new RelayedConnection(page, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Begins to pass on what the database sends. */
    void start() {
        Thread thread = new Thread(this::receive, "bolt-relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Passes on what the page has sent; ends both if the database is gone. */
    void send(ByteBuffer bytes) {
        try {
            byte[] sent = new byte[bytes.remaining()];
            bytes.get(sent);
            database.getOutputStream().write(sent);
        } catch (IOException e) {
            close();
        }
    }

    private void receive() {
        byte[] piece = new byte[PIECE];
        try (Socket socket = database;
                InputStream in = socket.getInputStream()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                ByteBuffer bytes = ByteBuffer.wrap(piece, 0, read);
                Callback.Completable.with(sent -> page.sendBinary(bytes, sent)).get();
            }
        } catch (IOException | ExecutionException e) {
            // One of the two has gone, and the other need not stay.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            page.close();
        }
    }

    /** Closes the connection to the database; the page's WebSocket is closed because of it. */
    @Override
    public void close() {
        try {
            database.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }
}
