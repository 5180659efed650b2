// An HTTP server for measuring, on a listening socket that was opened for it.
//
// usage: server [DESCRIPTOR]      3 unless told otherwise
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
)

func main() {
	descriptor := 3
	if len(os.Args) > 1 {
		descriptor, _ = strconv.Atoi(os.Args[1])
	}
	listener, err := net.FileListener(os.NewFile(uintptr(descriptor), "listening socket"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	body := []byte("Hello, World!\n")
	handler := http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		response.Header().Set("Content-Type", "text/plain; charset=utf-8")
		response.Write(body)
	})
	fmt.Fprintln(os.Stderr, http.Serve(listener, handler))
	os.Exit(1)
}
