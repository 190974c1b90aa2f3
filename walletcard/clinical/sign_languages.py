"""Languages that are signed, not spoken, by their ISO 639-3 codes."""

from __future__ import annotations

_CODES = """
ads aed aen afg ajs ase asf asp asq asw bfi bfk bog bqn bqy bvl bzs cds csc csd cse csf
csg csl csn csq csr csx doq dse dsl dsz dyl ecs ehs esl esn eso eth fcs fse fsl fss gds
gse gsg gsm gss gus hab haf hds hks hos hps hsh hsl icl iks ils inl ins ise isg isr jcs
jhs jks jls jos jsl jus kgi kvk lbs lgs lls lsb lsc lsl lsn lso lsp lst lsv lsw lsy lws
mdl mfs mre msd msr mzc mzg mzy nbs ncs nsi nsl nsp nsr nzs okl pgz pks prl prz psc psd
psg psl pso psp psr pys rib rms rnb rsl rsm rsn sdl sfb sfs sgg sgn sgx slf sls sqk sqs
sqx ssp ssr svk swl syy szs tse tsm tsq tss tsy tza ugn ugy ukl uks vsi vsl vsv wbs xki
xml xms ygs yhs ysl ysm zhk zib zsl
"""


def is_signed(code: str) -> bool:
    """Whether a language (BCP 47 code) is a sign language."""
    return code.partition("-")[0] in _CODES.split()
