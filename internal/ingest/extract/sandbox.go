package extract

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/klippa-app/go-pdfium"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"
)

// sandbox is one instance of the PDFium module with its own memory and at most
// one document. It serves one goroutine.
//
// Its functions are called directly: the wrappers of go-pdfium know no context,
// so nothing ends a call that hangs, and they cross the boundary some twenty
// times for a letter where three calls do.
//
// The first error sticks: later calls do nothing and give 0. A sandbox with an
// error is dead and must be closed.
type sandbox struct {
	instance pdfium.Pdfium
	module   api.Module
	funcs    map[string]api.Function
	ctx      context.Context // bounds the calls under way
	scratch  uint32          // scratchSize bytes for results
	doc      uint64
	err      error
}

const scratchSize = 1 << 10

var errNoModule = errors.New("go-pdfium does not show its module")

func (p *PDFium) newSandbox(ctx context.Context) (*sandbox, error) {
	instance, err := p.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start a PDFium sandbox: %w", err)
	}
	module, err := moduleOf(instance)
	if err != nil {
		_ = instance.Close()
		return nil, fmt.Errorf("start a PDFium sandbox: %w", err)
	}
	s := &sandbox{instance: instance, module: module, funcs: map[string]api.Function{}, ctx: ctx}
	s.scratch = s.malloc(scratchSize)
	if s.err != nil {
		s.close()
		return nil, fmt.Errorf("start a PDFium sandbox: %w", s.err)
	}
	return s, nil
}

// moduleOf reaches the WebAssembly module, an exported field of a struct whose
// type go-pdfium keeps internal.
func moduleOf(instance pdfium.Pdfium) (api.Module, error) {
	v := reflect.Indirect(reflect.ValueOf(instance.GetImplementation()))
	if v.Kind() != reflect.Struct {
		return nil, errNoModule
	}
	field := v.FieldByName("Module")
	if !field.IsValid() {
		return nil, errNoModule
	}
	module, ok := field.Interface().(api.Module)
	if !ok {
		return nil, errNoModule
	}
	return module, nil
}

func (s *sandbox) close() { _ = s.instance.Close() }

// call runs a function under the sandbox's context, whose end kills the module.
func (s *sandbox) call(name string, args ...uint64) uint64 {
	return s.callIn(s.ctx, name, args)
}

// quick runs a function that only looks something up. Watching the context
// costs more than such a call.
func (s *sandbox) quick(name string, args ...uint64) uint64 {
	return s.callIn(context.Background(), name, args)
}

func (s *sandbox) callIn(ctx context.Context, name string, args []uint64) uint64 {
	if s.err != nil {
		return 0
	}
	f := s.funcs[name]
	if f == nil {
		if f = s.module.ExportedFunction(name); f == nil {
			s.err = fmt.Errorf("PDFium lacks %s", name)
			return 0
		}
		s.funcs[name] = f
	}
	res, err := f.Call(ctx, args...)
	if err != nil {
		s.err = fmt.Errorf("call %s: %w", name, err)
		return 0
	}
	if len(res) == 0 {
		return 0
	}
	return res[0]
}

// count is call for functions that give a number, which may be negative.
func (s *sandbox) count(name string, args ...uint64) int { return int(int32(s.call(name, args...))) }

var errMemory = errors.New("out of the sandbox's memory")

func (s *sandbox) malloc(size int) uint32 {
	ptr := uint32(s.call("malloc", uint64(size)))
	if ptr == 0 && s.err == nil {
		s.err = errMemory
	}
	return ptr
}

func (s *sandbox) free(ptr uint32) { s.call("free", uint64(ptr)) }

// put copies bytes into new memory of the sandbox.
func (s *sandbox) put(data []byte) uint32 {
	ptr := s.malloc(len(data))
	if s.err == nil && !s.module.Memory().Write(ptr, data) {
		s.err = errMemory
	}
	return ptr
}

// bytes copies out of the sandbox.
func (s *sandbox) bytes(ptr uint32, n int) []byte {
	if s.err != nil {
		return nil
	}
	view, ok := s.module.Memory().Read(ptr, uint32(n))
	if !ok {
		s.err = errMemory
		return nil
	}
	return append([]byte(nil), view...)
}

// floats reads n 32-bit floats from the scratch memory.
func (s *sandbox) floats(n int) [6]float64 {
	var out [6]float64
	for i := range min(n, len(out)) {
		f, ok := s.module.Memory().ReadFloat32Le(s.scratch + uint32(4*i))
		if !ok {
			return out
		}
		out[i] = float64(f)
	}
	return out
}

// isTimeout reports whether the module was ended because time ran out.
func isTimeout(err error) bool {
	var exit *sys.ExitError
	return errors.As(err, &exit) && exit.ExitCode() == sys.ExitCodeDeadlineExceeded
}
