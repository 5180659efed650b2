// Serves HTTP on the socket that it was given as descriptor 3, until somebody asks it to stop.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
)

func main() {
	listener, err := net.FileListener(os.NewFile(3, "listener"))
	if err != nil {
		panic(err)
	}
	var server http.Server
	stopped := make(chan struct{})
	http.HandleFunc("GET /hello/{name}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "Hello, %s.\n", r.PathValue("name"))
	})
	http.HandleFunc("POST /echo", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(err)
		}
		w.Write(body)
	})
	http.HandleFunc("POST /stop", func(w http.ResponseWriter, r *http.Request) {
		go func() {
			defer close(stopped)
			// Waits for this request's end, and for no other.
			if err := server.Shutdown(context.Background()); err != nil {
				panic(err)
			}
		}()
	})
	fmt.Println("serving")
	if err := server.Serve(listener); err != http.ErrServerClosed {
		panic(err)
	}
	<-stopped
	fmt.Println("stopped")
}
